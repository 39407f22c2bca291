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

/** What there is to wait for, where people are to be told more than that Rollcall is busy. */
export type BusyCode = 'directory-throttled';

/** Not now, but after `waitMs`: throttled, or something needed is busy. An event comes again then; it is no failure. */
export class RetryLaterError extends Error {
  override readonly name = 'RetryLaterError';
  readonly code: BusyCode | undefined;

  constructor(
    readonly waitMs: number,
    message: string,
    { code, ...options }: ErrorOptions & { code?: BusyCode } = {},
  ) {
    super(message, options);
    this.code = code;
  }
}

/** The bus, the database or another service is away. An event is retried until it is back, and never dead-lettered. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
}
