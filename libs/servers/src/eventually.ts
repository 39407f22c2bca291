import { setTimeout as pause } from 'node:timers/promises';

/**
 * Repeats `check` until it stops throwing and gives back what it returned; at time-out it throws the last error.
 * The one way to wait for something that happens in its own time, which on a busy machine may be long.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 60_000, intervalMs = 25 }: { timeoutMs?: number; intervalMs?: number } = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  const done = new AbortController();
  // A check that never settles must not outlive its time either.
  const timeUp = pause(timeoutMs, { state: 'pending' as const }, { signal: done.signal });
  timeUp.catch(() => undefined);
  let lastError: unknown = new Error(`The check did not answer within ${timeoutMs} ms.`);
  try {
    for (;;) {
      const attempt = await Promise.race([settle(check), timeUp]);
      if (attempt.state === 'passed') return attempt.value;
      if (attempt.state === 'failed') lastError = attempt.error;
      if (attempt.state === 'pending' || performance.now() + intervalMs > deadline) throw lastError;
      await pause(intervalMs);
    }
  } finally {
    done.abort();
  }
}

async function settle<T>(check: () => T | Promise<T>) {
  try {
    return { state: 'passed' as const, value: await check() };
  } catch (error) {
    return { state: 'failed' as const, error };
  }
}
