import { setTimeout as pause } from 'node:timers/promises';
import type { Msg, NatsConnection, Subscription } from '@nats-io/nats-core';
import { Logger } from '@nestjs/common';
import { BaseRpcContext, type MessageHandler, ServerNats } from '@nestjs/microservices';
import { type Answer, requests, type RequestSubject } from '@rollcall/contracts';
import { lastValueFrom } from 'rxjs';
import { closeConnection, connectToBus, maxPayload } from './connect-to-bus.js';
import { describeError, describeWithStack } from './describe-error.js';
import { InvalidMessageError, RefusedError, RetryLaterError } from './errors.js';
import { isInfrastructure } from './is-infrastructure.js';
import { answerSeconds } from './metrics.js';
import type { MessagingSettings } from './settings.js';
import { runInTrace, TRACEPARENT } from './trace.js';
import { parseJson, validate } from './validate.js';

/** What a caller is asked to wait when this service's database or bus is away. */
const INFRASTRUCTURE_WAIT_MS = 2_000;

/**
 * Nest's NATS transport, with three things it lacks: an answer to every request, also where the payload is not JSON or the
 * reply is too large; errors that cross as what they are; and a shutdown that lets requests in hand be answered.
 */
export class RequestServer extends ServerNats {
  private readonly log = new Logger(RequestServer.name);
  private readonly inHand = new Set<Promise<void>>();
  private subscribed: Subscription[] = [];
  private connection: NatsConnection | undefined;

  constructor(private readonly settings: MessagingSettings) {
    super({});
  }

  override async createNatsClient(): Promise<NatsConnection> {
    this.connection = await connectToBus(this.settings, 'requests');
    return this.connection;
  }

  override bindEvents(client: NatsConnection): void {
    this.subscribed = [...this.messageHandlers].map(([subject, handler]) =>
      client.subscribe(subject, {
        queue: this.settings.service,
        callback: (error, message) => {
          if (error) this.log.error(`${subject} can't be received: ${error.message}`);
          else this.take(subject as RequestSubject, handler, message);
        },
      }),
    );
  }

  override start(callback: (error?: unknown) => void): void {
    super.start(() => {
      // Only when the server knows the subscriptions does a request find somebody here.
      this.connection?.flush().then(() => {
        callback();
      }, callback);
    });
  }

  override async close(): Promise<void> {
    const { connection } = this;
    if (!connection || connection.isClosed()) return;
    // The server sends no more; what it has sent already is still taken.
    await Promise.race([Promise.all(this.subscribed.map((subscription) => subscription.drain())), this.patience()]);
    await Promise.race([Promise.all(this.inHand), this.patience()]);
    await closeConnection(connection);
    await super.close();
  }

  private take(subject: RequestSubject, handler: MessageHandler, message: Msg): void {
    const work = this.answer(subject, handler, message).finally(() => this.inHand.delete(work));
    this.inHand.add(work);
  }

  private async answer(subject: RequestSubject, handler: MessageHandler, message: Msg): Promise<void> {
    const stop = answerSeconds.startTimer({ subject });
    const answer = await this.answerTo(subject, handler, message);
    stop({ result: answer.ok ? 'ok' : answer.kind });
    try {
      message.respond(this.encode(subject, answer));
    } catch (error) {
      this.log.error(`${subject} could not be answered: ${describeWithStack(error)}`);
    }
  }

  private async answerTo(subject: RequestSubject, handler: MessageHandler, message: Msg): Promise<Answer<unknown>> {
    try {
      const request = validate<object>(requests[subject].request, parseJson(message.data, subject), subject);
      const data: unknown = await runInTrace(message.headers?.get(TRACEPARENT), async () => {
        const result: unknown = await handler(request, new BaseRpcContext([subject]));
        return lastValueFrom(this.transformToObservable(result), { defaultValue: undefined });
      });
      return { ok: true, data };
    } catch (error) {
      return this.answerForError(subject, error);
    }
  }

  private answerForError(subject: string, error: unknown): Answer<never> {
    if (error instanceof RefusedError) {
      const { code, message, details } = error;
      return { ok: false, kind: 'refused', code, message, ...(details === undefined ? {} : { details }) };
    }
    if (error instanceof InvalidMessageError) return { ok: false, kind: 'invalid', message: error.message };
    if (error instanceof RetryLaterError) {
      const { waitMs, message, code } = error;
      return { ok: false, kind: 'retryLater', waitMs, message, ...(code && { code }) };
    }
    if (isInfrastructure(error)) {
      this.log.warn(`${subject} can't be answered now: ${describeError(error)}`);
      const message = `${this.settings.service} can't reach what it needs just now`;
      return { ok: false, kind: 'retryLater', waitMs: INFRASTRUCTURE_WAIT_MS, message };
    }
    this.log.error(`${subject} failed: ${describeWithStack(error)}`);
    return { ok: false, kind: 'failed', message: "internal error (see the service's log)" };
  }

  private encode(subject: string, answer: Answer<unknown>): Uint8Array {
    const encoded = new TextEncoder().encode(JSON.stringify(answer));
    const limit = this.connection ? maxPayload(this.connection) : encoded.length;
    if (encoded.length <= limit) return encoded;
    const message = `the reply is ${encoded.length} bytes, more than the ${limit} the bus carries`;
    this.log.error(`${subject} failed: ${message}`);
    return new TextEncoder().encode(JSON.stringify({ ok: false, kind: 'failed', message }));
  }

  private patience(): Promise<void> {
    return pause(this.settings.tuning.drainMs, undefined, { ref: false });
  }
}
