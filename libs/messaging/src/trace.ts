import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

// `version-traceId-parentId-flags`, https://www.w3.org/TR/trace-context/#traceparent-header
const wellFormed = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

export const TRACEPARENT = 'traceparent';

const traceIds = new AsyncLocalStorage<string>();

/** Does `work` as part of the trace a message or an HTTP request came with; of a new one if it came with none. */
export function runInTrace<T>(traceparent: string | undefined, work: () => T): T {
  return traceIds.run(wellFormed.exec(traceparent ?? '')?.[1] ?? newId(16), work);
}

/** What ties together the log lines, in all services, that one call or one scheduled run led to. */
export function currentTraceId(): string | undefined {
  return traceIds.getStore();
}

/** The header of an outgoing message: the same trace, this sender as the parent. */
export function nextTraceparent(): string {
  return `00-${currentTraceId() ?? newId(16)}-${newId(8)}-01`;
}

function newId(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
