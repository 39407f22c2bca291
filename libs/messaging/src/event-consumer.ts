import { setTimeout as pause } from 'node:timers/promises';
import {
  type Consumer,
  type ConsumerMessages,
  jetstream,
  type JetStreamClient,
  jetstreamManager,
  type JsMsg,
} from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/nats-core';
import { Logger } from '@nestjs/common';
import { type EventOf, events, type EventSubject } from '@rollcall/contracts';
import { describeError, describeWithStack } from './describe-error.js';
import { eventSeconds, eventsSettled } from './metrics.js';
import type { MessagingSettings } from './settings.js';
import { isRealFailure, settle } from './settle.js';
import { deadLetterSubject, ensureConsumer, ensureStreams, EVENTS } from './streams.js';
import { runInTrace, TRACEPARENT } from './trace.js';
import { parseJson, validate } from './validate.js';

/** How long one fetch waits for events. Short, as the client sits out this time when the server isn't ready yet. */
const FETCH_MS = 5_000;
/** How long a shutdown lets a fetch end by itself, so that no event is under way to a reader who has left. */
const FETCH_GRACE_MS = 100;
const RECOVERY_MS = { first: 250, longest: 5_000 };
/** More events than this are hardly ever waiting for another try; if they are, the oldest counts start anew. */
const COUNTED_FAILURES = 10_000;

export type EventHandler = (event: EventOf<EventSubject>) => Promise<unknown>;

/** One subject's events for one service: fetches as many as there are free hands, and settles each after its handling. */
export class EventConsumer {
  private readonly logger: Logger;
  private readonly jetstream: JetStreamClient;
  private readonly inHand = new Set<Promise<void>>();
  /**
   * Real failures by stream sequence. The server's own count doesn't tell them from waits for infrastructure. Each instance
   * counts for itself and from zero after a restart, so an event may be tried a few times more than the policy says.
   */
  private readonly failures = new Map<number, number>();
  private readonly stopping = new AbortController();
  private fetching: ConsumerMessages | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly connection: NatsConnection,
    private readonly subject: EventSubject,
    private readonly handler: EventHandler,
    private readonly settings: MessagingSettings,
  ) {
    this.logger = new Logger(`Events ${subject}`);
    this.jetstream = jetstream(connection);
  }

  start(): void {
    this.running = this.run();
  }

  /** Takes no further events and waits, bounded, until those in hand are settled. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.race([this.running, pause(FETCH_GRACE_MS)]);
    await this.fetching?.close();
    const patience = pause(this.settings.tuning.drainMs, undefined, { ref: false });
    await Promise.race([this.running.then(() => Promise.all(this.inHand)), patience]);
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Fetches until it is stopped. Whatever goes wrong, such as a deleted consumer, it sets up everything anew. */
  private async run(): Promise<void> {
    let waitMs = RECOVERY_MS.first;
    while (!this.isStopping()) {
      try {
        const consumer = await this.prepare();
        waitMs = RECOVERY_MS.first;
        while (!this.isStopping()) await this.fetch(consumer);
      } catch (error) {
        if (this.isStopping() || this.connection.isClosed()) return;
        this.logger.warn(`can't receive, tries again in ${waitMs} ms: ${describeError(error)}`);
        await pause(waitMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
        waitMs = Math.min(waitMs * 2, RECOVERY_MS.longest);
      }
    }
  }

  private async prepare(): Promise<Consumer> {
    const manager = await jetstreamManager(this.connection, { checkAPI: false });
    await ensureStreams(manager);
    const { ackWaitMs } = this.settings.tuning;
    const name = await ensureConsumer(manager, { service: this.settings.service, subject: this.subject, ackWaitMs });
    return this.jetstream.consumers.get(EVENTS, name);
  }

  private async fetch(consumer: Consumer): Promise<void> {
    const free = this.settings.tuning.concurrency - this.inHand.size;
    if (free <= 0) {
      await Promise.race(this.inHand);
      return;
    }
    // Never more than can be handled at once: the ack timer of an event waiting in a buffer would run out.
    this.fetching = await consumer.fetch({ max_messages: free, expires: FETCH_MS });
    for await (const message of this.fetching) this.take(message);
  }

  private take(message: JsMsg): void {
    const work = this.handle(message).finally(() => this.inHand.delete(work));
    this.inHand.add(work);
  }

  /** Never rejects: what can't be settled now is delivered again after the ack wait. */
  private async handle(message: JsMsg): Promise<void> {
    const working = setInterval(() => this.tell(() => message.working()), this.settings.tuning.ackWaitMs / 2).unref();
    const stop = eventSeconds.startTimer({ subject: this.subject });
    try {
      const failed = await this.work(message);
      if (failed) await this.settle(message, failed.error);
      else this.finish(message, 'acknowledged', () => message.ack());
    } finally {
      stop();
      clearInterval(working);
    }
  }

  private async work(message: JsMsg): Promise<{ error: unknown } | undefined> {
    try {
      const type: new () => EventOf<EventSubject> = events[this.subject];
      const event = validate(type, parseJson(message.data, this.subject), this.subject);
      const handling = runInTrace(message.headers?.get(TRACEPARENT), () => this.handler(event));
      await within(this.settings.tuning.handlerTimeoutMs, handling);
      return undefined;
    } catch (error) {
      return { error };
    }
  }

  private async settle(message: JsMsg, error: unknown): Promise<void> {
    const attempts = { failures: this.countFailure(message, error), deliveries: message.info.deliveryCount };
    const settlement = settle(error, attempts, this.settings.tuning.retries);
    if (settlement.action === 'retry') {
      const { because, delayMs } = settlement;
      const reason = because === 'failure' ? describeWithStack(error) : describeError(error);
      this.retry(message, delayMs, because, reason);
      return;
    }
    try {
      await this.copyToDeadLetters(message, error, attempts.failures);
    } catch (publishError) {
      const delayMs = this.settings.tuning.retries.infrastructureDelayMs.longest;
      this.retry(message, delayMs, 'infrastructure', `it can't be dead-lettered: ${describeError(publishError)}`);
      return;
    }
    const words = `#${message.seq} is dead-lettered: ${describeWithStack(error)}`;
    if (settlement.because === 'invalid') this.logger.warn(words);
    else this.logger.error(words);
    // After the copy: a crash in between makes the copy a second time, under the same message id.
    this.finish(message, 'deadLettered', () => message.term('dead-lettered'));
  }

  private retry(message: JsMsg, delayMs: number, because: string, reason: string): void {
    this.logger.warn(`#${message.seq} comes again in ${delayMs} ms (${because}): ${reason}`);
    this.tell(() => message.nak(delayMs));
    eventsSettled.inc({ subject: this.subject, settlement: because });
  }

  private finish(message: JsMsg, settlement: string, tell: () => void): void {
    this.failures.delete(message.seq);
    this.tell(tell);
    eventsSettled.inc({ subject: this.subject, settlement });
  }

  private tell(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      // The connection is closed for good; the server gives the event to another instance.
      this.logger.debug(`the bus can't be told: ${describeError(error)}`);
    }
  }

  private countFailure(message: JsMsg, error: unknown): number {
    const before = this.failures.get(message.seq) ?? 0;
    if (!isRealFailure(error)) return before;
    const [oldest] = this.failures.keys();
    if (oldest !== undefined && this.failures.size >= COUNTED_FAILURES) this.failures.delete(oldest);
    this.failures.set(message.seq, before + 1);
    return before + 1;
  }

  private async copyToDeadLetters(message: JsMsg, error: unknown, failures: number): Promise<void> {
    const { service, tuning } = this.settings;
    const about = headers();
    about.set('Rollcall-Subject', message.subject);
    about.set('Rollcall-Sequence', String(message.seq));
    about.set('Rollcall-Failures', String(failures));
    about.set('Rollcall-Deliveries', String(message.info.deliveryCount));
    about.set('Rollcall-Error', describeError(error).replaceAll(/\s+/g, ' '));
    await this.jetstream.publish(deadLetterSubject(service, message.subject), message.data, {
      msgID: `${message.info.stream}:${message.seq}:${service}`,
      headers: about,
      timeout: tuning.publishTimeoutMs,
    });
  }
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const late = pause(limitMs, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new Error(`the handler did not finish within ${limitMs} ms`);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}
