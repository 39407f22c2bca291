import { setTimeout as pause } from 'node:timers/promises';
import { RetryLaterError } from '@rollcall/messaging';

/** An answer as it came. `body` is parsed JSON, text for text/plain, and undefined for anything else, such as an error page. */
export interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

export async function readAnswer(response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  const type = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  const body: unknown = type === 'application/json' ? JSON.parse(text) : type === 'text/plain' ? text : undefined;
  return { status, headers, body };
}

/** Microsoft asks to wait, or does not answer. */
export class MicrosoftBusyError extends RetryLaterError {
  constructor(waitMs: number, message: string, options: ErrorOptions = {}) {
    super(waitMs, message, { ...options, code: 'directory-throttled' });
  }
}

export interface Patience {
  /** Longer waits are left to the caller, who can do something else meanwhile. */
  longestWaitMs: number;
  tries: number;
  /** For one try, and for all of them with the waits between. */
  tryMs: number;
  totalMs: number;
}

const usual: Patience = { longestWaitMs: 2_000, tries: 5, tryMs: 20_000, totalMs: 25_000 };

/** A moment that far away, by the clock that nobody sets: the time of day may jump. */
export const inTime = (ms: number): number => performance.now() + ms;

/** The usual patience, which ends at a moment at the latest. */
export const patientUntil = (moment: number): Patience => ({ ...usual, totalMs: moment - performance.now() });

/** What a caller is asked to wait if Microsoft has not said how long. */
const LATER_MS = 10_000;
const LONGEST_LATER_MS = 60 * 60_000;

/** Throttled or overloaded; failed or cut off on the way (0): https://learn.microsoft.com/graph/errors */
const busy = new Set([429, 503, 504, 509]);
const failed = new Set([0, 408, 500, 502]);

export const isPassing = (status: number): boolean => busy.has(status) || failed.has(status);

/** How long to wait after an answer, or after none (status 0), before the same is asked again; undefined if it is final. */
export function waitAfter(status: number, retryAfter: string | null, tried: number, now: number): number | undefined {
  if (!isPassing(status)) return undefined;
  return readRetryAfter(retryAfter, now) ?? (busy.has(status) ? 500 : 200) * 2 ** (tried - 1);
}

/** Seconds, which Graph also writes with a fraction, or a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
export function readRetryAfter(text: string | null, now: number): number | undefined {
  if (text === null || text.trim() === '') return undefined;
  const seconds = Number(text);
  const ms = Number.isNaN(seconds) ? Date.parse(text) - now : seconds * 1_000;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, Math.ceil(ms)), LONGEST_LATER_MS);
}

/**
 * Asks until the answer is final, and sits out short waits. An answer that came well and is neither JSON nor text, such as
 * a proxy's page, is asked for again too, and handed back if it stays so.
 *
 * @throws MicrosoftBusyError if it takes longer than that, or if no answer can be had at all
 */
export async function patiently(
  ask: (signal: AbortSignal) => Promise<Answer>,
  { longestWaitMs, tries, tryMs, totalMs }: Patience = usual,
): Promise<Answer> {
  const until = inTime(totalMs);
  if (totalMs <= 0) throw new MicrosoftBusyError(LATER_MS, 'there is no time left to ask Microsoft');
  const timeUp = AbortSignal.timeout(Math.ceil(totalMs));
  for (let tried = 1; ; tried++) {
    const outcome = await attempt(ask, AbortSignal.any([timeUp, AbortSignal.timeout(tryMs)]));
    const status = 'answer' in outcome && !isUnreadable(outcome.answer) ? outcome.answer.status : 0;
    const retryAfter = 'answer' in outcome ? outcome.answer.headers.get('retry-after') : null;
    const waitMs = waitAfter(status, retryAfter, tried, Date.now());
    if (waitMs === undefined && 'answer' in outcome) return outcome.answer;
    if (waitMs === undefined || waitMs > longestWaitMs || tried === tries || inTime(waitMs) >= until) {
      if ('answer' in outcome && isUnreadable(outcome.answer)) return outcome.answer;
      const why = status === 0 ? 'Microsoft does not answer' : `Microsoft is busy (status ${status})`;
      throw new MicrosoftBusyError(retryAfter === null || !waitMs ? LATER_MS : waitMs, why, causeOf(outcome));
    }
    // Not all of those who were told the same come back in the same moment.
    await pause(waitMs * (1 + Math.random() / 10));
  }
}

const isUnreadable = ({ status, body }: Answer): boolean => status >= 200 && status < 300 && body === undefined;

/** The same work, unless it takes longer than until a moment; then it goes on for whoever else waits for it. */
export async function noLongerThan<T>(moment: number, work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const timeUp = pause(Math.max(0, moment - performance.now()), undefined, { signal: done.signal }).then(() => {
    throw new MicrosoftBusyError(LATER_MS, 'Microsoft takes too long to answer');
  });
  try {
    return await Promise.race([work, timeUp]);
  } finally {
    done.abort();
  }
}

type Outcome = { answer: Answer } | { error: unknown };

async function attempt(ask: (signal: AbortSignal) => Promise<Answer>, signal: AbortSignal): Promise<Outcome> {
  try {
    return { answer: await ask(signal) };
  } catch (error) {
    // Reset, timed out, or a body that broke off: nothing to read anything from.
    return { error };
  }
}

const causeOf = (outcome: Outcome): ErrorOptions => ('error' in outcome ? { cause: outcome.error } : {});
