import { InvalidMessageError, RetryLaterError } from './errors.js';
import { isInfrastructure } from './is-infrastructure.js';

export interface RetryPolicy {
  /** The waits after the first, second, … failure of a handler; after the last of them the event is dead-lettered. */
  failureDelaysMs: readonly number[];
  /** Waits while infrastructure is away double from the first to the longest, and go on for ever. */
  infrastructureDelayMs: { first: number; longest: number };
}

export const defaultRetryPolicy: RetryPolicy = {
  failureDelaysMs: [1_000, 5_000, 30_000, 120_000],
  infrastructureDelayMs: { first: 1_000, longest: 30_000 },
};

export interface Attempts {
  /** Real failures of the handler, this one included. */
  failures: number;
  /** How often the event was delivered, this time included. */
  deliveries: number;
}

export type Settlement =
  | { action: 'retry'; delayMs: number; because: 'failure' | 'infrastructure' | 'asked' }
  | { action: 'deadLetter'; because: 'invalid' | 'failure' };

/** What becomes of an event whose handler threw. (An event whose handler returned is acknowledged.) */
export function settle(error: unknown, attempts: Attempts, policy: RetryPolicy = defaultRetryPolicy): Settlement {
  if (error instanceof InvalidMessageError) return { action: 'deadLetter', because: 'invalid' };
  if (error instanceof RetryLaterError) return { action: 'retry', delayMs: error.waitMs, because: 'asked' };
  if (isInfrastructure(error)) {
    return { action: 'retry', delayMs: infrastructureDelay(attempts.deliveries, policy), because: 'infrastructure' };
  }
  const delayMs = policy.failureDelaysMs[attempts.failures - 1];
  if (delayMs === undefined) return { action: 'deadLetter', because: 'failure' };
  return { action: 'retry', delayMs, because: 'failure' };
}

export function isRealFailure(error: unknown): boolean {
  return !(error instanceof RetryLaterError || error instanceof InvalidMessageError || isInfrastructure(error));
}

function infrastructureDelay(deliveries: number, { infrastructureDelayMs: { first, longest } }: RetryPolicy): number {
  return Math.min(longest, first * 2 ** Math.min(deliveries - 1, 20));
}
