import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import type { GraphCall } from './graph.client.js';

/** So many requests of a tenant's at once; and as many besides for what a person waits for. */
const AT_ONCE = 6;
const TENANTS_IN_MEMORY = 2_000;

/** From 0.8 of a tenant's limit on Graph tells how much is used up: https://learn.microsoft.com/graph/throttling-limits */
const NEAR_LIMIT = 'x-ms-throttle-limit-percentage';
/** Limits are counted over ten seconds; meanwhile whoever is not in a hurry asks slower. */
const NEAR_LIMIT_MS = 10_000;
const SLOWER_BY_MS = 500;

/** Each tenant has a line of its own, so that one whose answers crawl keeps nobody else waiting, and no more in memory. */
@Injectable()
export class Turns {
  private readonly lines = new LRUCache<string, PQueue>({ max: 2 * TENANTS_IN_MEMORY });
  private readonly nearLimit = new LRUCache<string, true>({ max: TENANTS_IN_MEMORY, ttl: NEAR_LIMIT_MS });

  /** Does the work when it is this tenant's turn, unless the signal comes before. */
  take<T>({ tenantId, priority }: GraphCall, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const key = `${tenantId} ${priority}`;
    const line = this.lines.get(key) ?? new PQueue({ concurrency: AT_ONCE });
    this.lines.set(key, line);
    const inTurn = async (): Promise<T> => {
      if (priority === 'low' && this.nearLimit.has(tenantId)) await pause(SLOWER_BY_MS, undefined, { signal });
      return work();
    };
    return line.add(inTurn, { signal });
  }

  heed({ tenantId }: GraphCall, headers: Headers): void {
    if (headers.has(NEAR_LIMIT)) this.nearLimit.set(tenantId, true);
  }
}
