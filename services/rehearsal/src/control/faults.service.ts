import { Injectable } from '@nestjs/common';
import { GraphError } from '../graph/graph-error.js';
import { json } from '../graph/graph-request.js';
import type { GraphAnswer } from '../graph/graph-request.js';

/** Instead of an answer. */
export const REFUSALS = ['status', 'html', 'reset'] as const;
/** The right answer, made wrong. */
export const SPOILINGS = [
  'truncated',
  'wrong-type',
  'missing-value',
  'no-next-link',
  'empty-page',
  'repeated-page',
  'wrong-count',
  'half-page',
  'other-tenant',
  'other-person',
] as const;

export type FaultKind = (typeof REFUSALS)[number] | (typeof SPOILINGS)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** Regular expression over `METHOD /path?query`. */
  readonly match: string;
  /** Only requests to this tenant, by id; without it, to all. */
  readonly tenant?: string;
  readonly times: number;
  /** How many matching requests are left alone first. */
  readonly after: number;
  readonly status?: number;
  readonly code?: string;
  readonly retryAfterSeconds?: number;
  readonly retryAfterDate?: boolean;
}

interface ActiveFault extends Fault {
  readonly pattern: RegExp;
  left: number;
  spared: number;
}

const CODES: Record<number, string> = {
  400: 'BadRequest',
  401: 'InvalidAuthenticationToken',
  403: 'Authorization_RequestDenied',
  404: 'Request_ResourceNotFound',
  410: 'resyncRequired',
  429: 'TooManyRequests',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};

/** What goes wrong next. The first fault that fits a request is used up by it. */
@Injectable()
export class FaultsService {
  private faults: ActiveFault[] = [];

  add(fault: Fault): void {
    this.faults.push({ ...fault, pattern: new RegExp(fault.match), left: fault.times, spared: fault.after });
  }

  list(): (Fault & { left: number })[] {
    return this.faults.map(({ pattern: _, spared: __, ...fault }) => fault);
  }

  clear(tenant?: string): void {
    this.faults = tenant === undefined ? [] : this.faults.filter((fault) => fault.tenant !== tenant);
  }

  take(
    target: string,
    tenantId: string | undefined,
    kinds: readonly FaultKind[] = [...REFUSALS, ...SPOILINGS],
  ): Fault | undefined {
    const fault = this.faults.find(
      ({ pattern, kind, tenant }) =>
        kinds.includes(kind) && (tenant === undefined || tenant === tenantId) && pattern.test(target),
    );
    if (!fault) return undefined;
    if (fault.spared > 0) {
      fault.spared -= 1;
      return undefined;
    }
    fault.left -= 1;
    if (fault.left === 0) this.faults = this.faults.filter((other) => other !== fault);
    return fault;
  }

  /** For a request inside a batch, which can be refused but not cut off. */
  takeRefusal(target: string, tenantId: string): GraphAnswer | undefined {
    const fault = this.take(target, tenantId, ['status']);
    return fault && refusalOf(fault);
  }
}

export function refusalOf({ status = 503, code, retryAfterSeconds, retryAfterDate }: Fault): GraphAnswer {
  const headers: Record<string, string> = {};
  if (retryAfterSeconds !== undefined)
    headers['retry-after'] = retryAfterDate
      ? new Date(Date.now() + retryAfterSeconds * 1_000).toUTCString()
      : String(retryAfterSeconds);
  const error = new GraphError(
    status,
    code ?? CODES[status] ?? 'InternalServerError',
    'The rehearsal was told to fail here.',
    headers,
  );
  return json(error.body(new Date()), status, headers);
}
