import { once } from 'node:events';
import { errors as nats, type Msg } from '@nats-io/nats-core';
import {
  type Answer,
  type RefusalCode,
  type ReplyOf,
  type RequestOf,
  requests,
  type RequestSubject,
} from '@rollcall/contracts';
import { type BusConnection, traceHeaders } from './bus-connection.js';
import { type BusyCode, InvalidMessageError, RefusedError, RetryLaterError, UnavailableError } from './errors.js';
import { isNoResponders } from './is-no-responders.js';
import { requestSeconds } from './metrics.js';
import { nextTraceparent } from './trace.js';

export interface RequestSettings {
  /** Ends the waiting; the other service isn't stopped by it. */
  signal?: AbortSignal | undefined;
  /** How long to wait for the answer, if not as long as the contract says. */
  timeoutMs?: number | undefined;
}

/**
 * Asks another service. Throws what the other service threw: RefusedError, InvalidMessageError, RetryLaterError, and Error
 * for a failure of its own. Nobody there, no answer in time, no bus: UnavailableError.
 */
export abstract class RpcClient {
  abstract request<S extends RequestSubject>(
    subject: S,
    body: RequestOf<S>,
    settings?: RequestSettings,
  ): Promise<ReplyOf<S>>;
}

export class NatsRpcClient extends RpcClient {
  constructor(private readonly bus: BusConnection) {
    super();
  }

  async request<S extends RequestSubject>(
    subject: S,
    body: RequestOf<S>,
    { signal, timeoutMs = requests[subject].timeoutMs }: RequestSettings = {},
  ): Promise<ReplyOf<S>> {
    signal?.throwIfAborted();
    const stop = requestSeconds.startTimer({ subject });
    try {
      const answer = await abortable(this.ask(subject, body, timeoutMs), signal);
      const reply = open(subject, answer.json<Answer<ReplyOf<S>>>());
      stop({ result: 'answered' });
      return reply;
    } catch (error) {
      stop({ result: error instanceof Error ? error.name : 'Error' });
      throw error;
    }
  }

  private async ask(subject: RequestSubject, body: unknown, timeoutMs: number): Promise<Msg> {
    const payload = new TextEncoder().encode(JSON.stringify(body));
    if (payload.length > this.bus.maxPayload) {
      throw new InvalidMessageError(
        `${subject} is ${payload.length} bytes, more than the ${this.bus.maxPayload} the bus carries`,
      );
    }
    // Whatever is written while the connection is away may be dropped when it comes back.
    if (!this.bus.isConnected()) throw new UnavailableError(`${subject} could not be asked: the bus is away`);
    try {
      const asked = this.bus.connection.request(subject, payload, {
        timeout: timeoutMs,
        headers: traceHeaders(nextTraceparent()),
      });
      return await abortable(asked, this.bus.lost);
    } catch (error) {
      throw new UnavailableError(whyNoAnswer(subject, error, timeoutMs), { cause: error });
    }
  }
}

/** The reply in an answer, or the error the answer stands for. */
function open<Reply>(subject: string, answer: Answer<Reply>): Reply {
  if (answer.ok) return answer.data;
  switch (answer.kind) {
    case 'refused':
      // A code this version doesn't know yet is still a refusal.
      throw new RefusedError(answer.code as RefusalCode, answer.message, answer.details);
    case 'invalid':
      throw new InvalidMessageError(answer.message);
    case 'retryLater':
      throw new RetryLaterError(answer.waitMs, answer.message, answer.code ? { code: answer.code as BusyCode } : {});
    case 'failed':
      throw new Error(`${subject} failed: ${answer.message}`);
  }
}

function whyNoAnswer(subject: string, error: unknown, timeoutMs: number): string {
  if (isNoResponders(error)) return `nobody answers ${subject}`;
  if (error instanceof nats.TimeoutError) return `${subject} was not answered within ${timeoutMs} ms`;
  return `${subject} could not be asked: the bus is away`;
}

async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  const listening = new AbortController();
  const aborted = once(signal, 'abort', { signal: listening.signal }).then(() => {
    signal.throwIfAborted();
  });
  try {
    return (await Promise.race([work, aborted])) as T;
  } finally {
    listening.abort();
  }
}
