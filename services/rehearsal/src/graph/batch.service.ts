import { Injectable } from '@nestjs/common';
import { FaultsService } from '../control/faults.service.js';
import type { Tenant } from '../tenant/tenant.js';
import { badRequest, GraphError } from './graph-error.js';
import { json } from './graph-request.js';
import type { Caller, GraphAnswer } from './graph-request.js';
import { GraphService } from './graph.service.js';

const MAX_REQUESTS = 20;

interface InnerRequest {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly dependsOn: readonly string[];
}

interface InnerResponse {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** `POST /$batch`: https://learn.microsoft.com/graph/json-batching */
@Injectable()
export class BatchService {
  constructor(
    private readonly graph: GraphService,
    private readonly faults: FaultsService,
  ) {}

  answer(body: unknown, caller: Caller, tenant: Tenant): GraphAnswer {
    const responses = new Map<string, InnerResponse>();
    for (const request of readRequests(body)) responses.set(request.id, this.one(request, responses, caller, tenant));
    return json(JSON.stringify({ responses: [...responses.values()] }));
  }

  private one(
    { id, method, url, headers, dependsOn }: InnerRequest,
    done: ReadonlyMap<string, InnerResponse>,
    caller: Caller,
    tenant: Tenant,
  ): InnerResponse {
    if (dependsOn.some((other) => (done.get(other)?.status ?? 424) >= 400))
      return responseOf(
        id,
        this.graph.refusal(new GraphError(424, 'FailedDependency', 'A request this one depends on failed.')),
      );
    const fault = this.faults.takeRefusal(`${method} /v1.0${url}`, tenant.id);
    if (fault) return responseOf(id, fault);
    return responseOf(id, this.graph.answer(method, url, headers['consistencylevel'], caller, tenant));
  }
}

function responseOf(id: string, { status, headers, body }: GraphAnswer): InnerResponse {
  const kept: Record<string, string> = { 'Content-Type': 'application/json' };
  for (const [name, value] of Object.entries(headers))
    if (name === 'retry-after' || name.startsWith('x-ms-')) kept[name === 'retry-after' ? 'Retry-After' : name] = value;
  const isJson = headers['content-type']?.startsWith('application/json') ?? false;
  return { id, status, headers: kept, body: isJson ? (JSON.parse(body) as unknown) : body };
}

function readRequests(body: unknown): InnerRequest[] {
  const requests = (body as { requests?: unknown } | undefined)?.requests;
  if (!Array.isArray(requests) || requests.length === 0)
    throw badRequest("Invalid batch payload format: 'requests' is missing or empty.");
  if (requests.length > MAX_REQUESTS)
    throw badRequest(`Number of batch request steps exceeds the maximum value of ${MAX_REQUESTS}.`);
  const read = requests.map(readRequest);
  if (new Set(read.map(({ id }) => id)).size < read.length)
    throw badRequest('Each batch request must have an id of its own.');
  return read;
}

function readRequest(value: unknown): InnerRequest {
  const { id, method, url, headers, dependsOn } = (value ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string')
    throw badRequest("Each batch request needs the text properties 'id', 'method' and 'url'.");
  return {
    id,
    method: method.toUpperCase(),
    // Relative to the version: an absolute address or one with /v1.0 is not understood.
    url: url.startsWith('/') ? url : `/${url}`,
    headers: lowerNames(headers),
    dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [],
  };
}

function lowerNames(headers: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]));
}
