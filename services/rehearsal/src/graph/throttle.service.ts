import { Injectable } from '@nestjs/common';
import { GraphError } from './graph-error.js';
import type { Caller } from './graph-request.js';

const WINDOW_MS = 10_000;
const WARN_ABOVE = 0.8;

interface Bucket {
  units: number;
  filledAt: number;
}

/**
 * Token buckets of resource units, one for each application and tenant: https://learn.microsoft.com/graph/throttling-limits
 * Off unless the control API sets a size. It goes by the real time, because it makes real clients wait.
 */
@Injectable()
export class ThrottleService {
  private readonly limits = new Map<string, number>();
  private readonly buckets = new Map<string, Bucket>();

  /** By tenant. */
  list(): Record<string, number> {
    return Object.fromEntries(this.limits);
  }

  setLimit(tenantId: string, unitsPer10Seconds: number | undefined): void {
    if (unitsPer10Seconds === undefined) this.limits.delete(tenantId);
    else this.limits.set(tenantId, unitsPer10Seconds);
    this.buckets.clear();
  }

  clear(): void {
    this.limits.clear();
    this.buckets.clear();
  }

  /** Takes the units of a request; headers for the answer, or the refusal with the time to wait. */
  take({ appId, tenantId }: Caller, units: number): Record<string, string> {
    const headers = { 'x-ms-resource-unit': String(units) };
    const limit = this.limits.get(tenantId);
    if (limit === undefined) return headers;
    const scope = `${appId}/${tenantId}`;
    const now = Date.now();
    const bucket = this.buckets.get(scope) ?? { units: limit, filledAt: now };
    this.buckets.set(scope, bucket);
    bucket.units = Math.min(limit, bucket.units + ((now - bucket.filledAt) / WINDOW_MS) * limit);
    bucket.filledAt = now;
    // A request dearer than the whole bucket passes when the bucket is full, or it never would.
    const needed = Math.min(units, limit);
    if (bucket.units < needed) throw throttled(scope, ((needed - bucket.units) / limit) * (WINDOW_MS / 1000));
    bucket.units -= needed;
    const used = 1 - bucket.units / limit;
    return used > WARN_ABOVE ? { ...headers, 'x-ms-throttle-limit-percentage': used.toFixed(1) } : headers;
  }
}

export function throttled(scope: string, retryAfterSeconds: number): GraphError {
  return new GraphError(429, 'TooManyRequests', 'Please retry again later.', {
    // Microsoft's are fractional: https://learn.microsoft.com/graph/throttling
    'retry-after': String(Math.max(0.001, Math.round(retryAfterSeconds * 1000) / 1000)),
    'x-ms-throttle-scope': `Tenant_Application/ReadWrite/${scope}`,
    'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
  });
}
