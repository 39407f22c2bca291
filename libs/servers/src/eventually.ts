import { setTimeout as pause } from 'node:timers/promises';

/**
 * Repeats `check` until it stops throwing and gives back what it returned; at time-out it throws the last error.
 * The one way to wait for something that happens in its own time.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 10_000, intervalMs = 25 }: { timeoutMs?: number; intervalMs?: number } = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  let lastError: unknown = new Error(`The check did not answer within ${timeoutMs} ms.`);
  for (;;) {
    const attempt = await Promise.race([settle(check), giveUp(deadline)]);
    if (attempt.state === 'passed') return attempt.value;
    if (attempt.state === 'failed') lastError = attempt.error;
    if (performance.now() + intervalMs > deadline) throw lastError;
    await pause(intervalMs);
  }
}

async function settle<T>(check: () => T | Promise<T>) {
  try {
    return { state: 'passed' as const, value: await check() };
  } catch (error) {
    return { state: 'failed' as const, error };
  }
}

/** A check that never settles must not outlive its time. */
async function giveUp(deadline: number) {
  await pause(Math.max(0, deadline - performance.now()), undefined, { ref: false });
  return { state: 'pending' as const };
}
