import type { RefusalCode } from '@rollcall/contracts';

/** An expected *no*, such as "this provider is active". The caller is told the code and the words. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly details?: unknown,
  ) {
    super(message);
  }
}

/** The message itself is wrong and can never work: an event is dead-lettered at once. Name properties, never values. */
export class InvalidMessageError extends Error {
  override readonly name = 'InvalidMessageError';
}

/** Not now, but after `waitMs`: throttled, or something needed is busy. An event comes again then; it is no failure. */
export class RetryLaterError extends Error {
  override readonly name = 'RetryLaterError';

  constructor(
    readonly waitMs: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The bus, the database or another service is away. An event is retried until it is back, and never dead-lettered. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
}
