import {
  AuthenticationHandler,
  AuthenticationHandlerOptions,
  Client,
  type Context,
  ResponseType,
  TelemetryHandler,
} from '@microsoft/microsoft-graph-client';
import { Injectable } from '@nestjs/common';
import { RefusedError } from '@rollcall/messaging';
import { type Answer, inTime, patientUntil, patiently, readAnswer } from './be-patient.js';
import { EntraClient } from './entra.client.js';
import { missingPermissions } from './permissions.js';
import { Transport } from './transport.js';
import { Turns } from './turns.js';

/** Who is asked, and how urgently: what a person waits for goes before what a sync does at night. */
export interface GraphCall {
  tenantId: string;
  priority: 'low' | 'high';
  /** When whoever asked stops waiting, as `inTime` tells moments; 25 seconds from each request on if nothing is said. */
  until?: number;
  /** Adds up what the call costs of the tenant's quota. */
  usage?: Usage;
  /** A signed-in person's token, instead of Rollcall's own. */
  personalToken?: string;
}

export class Usage {
  requests = 0;
  units = 0;
}

export interface GraphPage {
  value: unknown[];
  /** Absent on the last page; a page may be empty and still have one. */
  next?: string;
  /** Ends a round of changes; the next round begins there. */
  delta?: string;
}

/** One answer of a batch. */
export interface BatchAnswer {
  status: number;
  /** Graph's error code; empty for an answer that is none. */
  code: string;
  body: Readonly<Record<string, unknown>>;
  retryAfter: string | null;
}

/** Graph said no for a reason that the caller knows the meaning of. Its words are left out: they may hold names. */
export class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal';

  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(`Graph refused with status ${status}, ${code || 'without a code'}`);
  }
}

/** https://learn.microsoft.com/graph/json-batching */
export const BATCH_SIZE = 20;

/** `$count`, `$search` and casts need the header, on every page again: https://learn.microsoft.com/graph/aad-advanced-queries */
const ADVANCED = /(\$|%24)(count|search)|\/microsoft\.graph\./i;

const USUAL_MS = 25_000;

/** Microsoft Graph, one request at a time: tokens, retries, and answers that are what they should be. */
@Injectable()
export class GraphClient {
  private readonly client: Client;

  constructor(
    private readonly entra: EntraClient,
    private readonly transport: Transport,
    private readonly turns: Turns,
  ) {
    const noToken = { getAccessToken: () => Promise.reject(new Error('every request brings its token')) };
    const last = { execute: (context: Context) => this.send(context) };
    this.client = Client.initWithMiddleware({
      middleware: [new AuthenticationHandler(noToken), new TelemetryHandler(), last],
    });
  }

  /** One page of a collection. `path` is relative to the version, or the `next` of the page before. */
  async page(call: GraphCall, path: string): Promise<GraphPage> {
    const { body } = await this.request(call, path);
    const { value, '@odata.nextLink': next, '@odata.deltaLink': delta } = recordOf(body);
    // Taken as an empty page it would say that everybody left.
    if (!Array.isArray(value)) throw invalidAnswer('a list came without its values');
    if (!isTextOrAbsent(next) || !isTextOrAbsent(delta)) throw invalidAnswer('a link to another page is no text');
    return { value, ...(next !== undefined && { next }), ...(delta !== undefined && { delta }) };
  }

  async count(call: GraphCall, path: string): Promise<number> {
    const { body } = await this.request(call, path);
    if (typeof body !== 'string' || !/^\d+$/.test(body.trim())) throw invalidAnswer('a count came that is no number');
    return Number(body);
  }

  /**
   * Up to 20 questions at once, answered in their order; undefined where there is no answer. Each can fail by itself.
   * By hand, because the library's batches write addresses that Graph does not understand.
   */
  async batch(call: GraphCall, paths: readonly string[]): Promise<(BatchAnswer | undefined)[]> {
    const requests = paths.map((url, index) => ({
      id: String(index),
      method: 'GET',
      url,
      headers: headersFor(call, url),
    }));
    const { body } = await this.request(call, '/$batch', { requests });
    const { responses } = recordOf(body);
    if (!Array.isArray(responses)) throw invalidAnswer('a batch came without its answers');
    const answers = new Map(responses.map((response: unknown) => readBatchAnswer(recordOf(response))));
    if (call.usage) {
      // The outer request was counted; what it cost is told inside, or is 1 for each.
      call.usage.requests += paths.length - 1;
      call.usage.units += paths.length;
    }
    return paths.map((_, index) => answers.get(String(index)));
  }

  private async request(call: GraphCall, path: string, content?: object): Promise<Answer> {
    const { tenantId, personalToken, until = inTime(USUAL_MS) } = call;
    const token = personalToken ?? (await this.entra.applicationToken(tenantId, { until }));
    const answer = await this.ask({ ...call, until }, path, content, token);
    if (!isDenied(answer) || personalToken !== undefined) return accepted(answer);
    // The token may be older than what was granted, taken back or renewed since.
    const fresh = await this.entra.applicationToken(tenantId, { refused: token, until });
    const again = await this.ask({ ...call, until }, path, content, fresh);
    if (isDenied(again)) throw lostOrRefused(again, fresh);
    return accepted(again);
  }

  private ask(
    call: GraphCall & { until: number },
    path: string,
    content: object | undefined,
    token: string,
  ): Promise<Answer> {
    const bearer = new AuthenticationHandlerOptions({ getAccessToken: () => Promise.resolve(token) });
    const once = async (signal: AbortSignal): Promise<Answer> => {
      const request = this.client
        .api(path)
        .responseType(ResponseType.RAW)
        .middlewareOptions([bearer])
        .headers(headersFor(call, path))
        .option('signal', signal);
      const response = (await (content ? request.post(content) : request.get())) as Response;
      this.turns.heed(call, response.headers);
      if (call.usage) {
        call.usage.requests += 1;
        call.usage.units += content ? 0 : Number(response.headers.get('x-ms-resource-unit') ?? 1);
      }
      return readAnswer(response);
    };
    return patiently((signal) => this.turns.take(call, signal, () => once(signal)), patientUntil(call.until));
  }

  private async send(context: Context): Promise<void> {
    const { request, options } = context as { request: unknown; options?: RequestInit };
    if (typeof request !== 'string' || !options?.signal) throw new Error('a request needs an address and a signal');
    context.response = await this.transport.send(request, { ...options, signal: options.signal });
  }
}

function headersFor({ priority }: GraphCall, path: string): Record<string, string> {
  return { 'x-ms-throttle-priority': priority, ...(ADVANCED.test(path) && { ConsistencyLevel: 'eventual' }) };
}

/** Answers that say nothing we can trust, although nothing failed. */
export function invalidAnswer(what: string): RefusedError {
  const words = `Microsoft Graph gave an answer that can't be used: ${what}. Nothing was changed; try again later.`;
  return new RefusedError('directory-answer-invalid', words);
}

/** Graph's ids are the same in any case. */
export const isSameId = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Refuses an answer about another record than was asked for. */
export function requireAbout(asked: string, told: string): void {
  if (!isSameId(asked, told)) throw invalidAnswer(`${asked} was asked for and another id answered`);
}

const isTextOrAbsent = (value: unknown): value is string | undefined =>
  value === undefined || typeof value === 'string';
const isDenied = ({ status }: Answer): boolean => status === 401 || status === 403;

function accepted(answer: Answer): Answer {
  if (answer.status < 200 || answer.status > 299) throw new GraphRefusal(answer.status, codeOf(answer.body));
  if (answer.body === undefined) throw invalidAnswer('it is not JSON');
  return answer;
}

/** Denied with a fresh token: the consent is gone, or a permission, or it is one thing that nobody may read. */
function lostOrRefused(answer: Answer, token: string): Error {
  const missing = missingPermissions(token);
  if (answer.status === 403 && missing?.length === 0) return new GraphRefusal(403, codeOf(answer.body));
  const words = missing?.length
    ? `Rollcall no longer has the permissions ${missing.join(' and ')} in Azure AD. Sign in again and accept them.`
    : 'Azure AD no longer lets Rollcall in: the consent was withdrawn. Sign in again.';
  return new RefusedError('connection-lost', words, { status: answer.status, graphCode: codeOf(answer.body) });
}

function readBatchAnswer({ id, status, headers, body }: Record<string, unknown>): [string, BatchAnswer] {
  if (typeof id !== 'string' || typeof status !== 'number')
    throw invalidAnswer('an answer of a batch has no id or status');
  const retryAfter = new Headers(headers as Record<string, string> | undefined).get('retry-after');
  return [id, { status, code: codeOf(body), body: recordOf(body), retryAfter }];
}

/** https://learn.microsoft.com/graph/errors: programs go by the code, never by the message. */
function codeOf(body: unknown): string {
  const { code } = recordOf(recordOf(body).error);
  return typeof code === 'string' ? code : '';
}

export function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
