import { randomUUID } from 'node:crypto';
import { Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { EventSubject } from '@rollcall/contracts';
import type { BusConnection, StoredEvent } from './bus-connection.js';
import { completeEvent, type EventDraft } from './complete-event.js';
import { describeError } from './describe-error.js';
import { outboxSize } from './metrics.js';
import type { OutboxRepository, Transaction } from './outbox.repository.js';
import type { MessagingSettings } from './settings.js';

/** Events that tell of a change in the database, stored with it and published after it: both happen, or neither. */
export abstract class Outbox {
  /** Stores events in the transaction of the change they tell of. */
  abstract add<S extends EventSubject>(transaction: Transaction, subject: S, ...drafts: EventDraft<S>[]): Promise<void>;

  /** After the commit: publishes what is stored, in the background. Without it, or after a crash, the sweeper does. */
  abstract flush(): void;
}

/** Events published at once; each is deleted only after the bus has acknowledged it. */
const IN_FLIGHT = 128;
const ADOPTED_AT_ONCE = 1_000;

export class MongoOutbox extends Outbox implements OnModuleInit, OnApplicationBootstrap {
  private readonly logger = new Logger(Outbox.name);
  /** This process. Each publishes its own events, so that instances don't all publish everything. */
  private readonly owner = randomUUID();
  private nudged = false;
  private relaying = false;
  private relayed: Promise<void> = Promise.resolve();
  private sweeper: NodeJS.Timeout | undefined;
  private swept: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly repository: OutboxRepository,
    private readonly bus: BusConnection,
    private readonly settings: MessagingSettings,
  ) {
    super();
  }

  async add<S extends EventSubject>(transaction: Transaction, subject: S, ...drafts: EventDraft<S>[]): Promise<void> {
    if (drafts.length === 0) return;
    const stored = drafts.map((draft) => completeEvent(subject, draft, this.bus.maxPayload));
    await this.repository.add(transaction, stored, this.owner);
  }

  flush(): void {
    this.nudged = true;
    if (!this.relaying) this.relayed = this.relay();
  }

  async onModuleInit(): Promise<void> {
    await this.repository.prepare();
  }

  onApplicationBootstrap(): void {
    this.scheduleSweep();
  }

  /** Finishes the sweep and the batch under way. What is left waits for another instance, or for the next start. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.sweeper);
    await this.swept;
    await this.relayed;
  }

  private async relay(): Promise<void> {
    this.relaying = true;
    try {
      while (this.nudged) {
        this.nudged = false;
        while ((await this.publishBatch()) && !this.stopped);
      }
    } catch (error) {
      this.logger.warn(`events stay in the outbox: ${describeError(error)}`);
    } finally {
      this.relaying = false;
    }
  }

  /** Whether there may be more. */
  private async publishBatch(): Promise<boolean> {
    const events = await this.repository.find(this.owner, IN_FLIGHT);
    const results = await Promise.allSettled(events.map((event) => this.bus.store(event)));
    const done = acknowledged(events, results);
    await this.repository.remove(done);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed)
      this.logger.warn(`${events.length - done.length} events stay in the outbox: ${describeError(failed.reason)}`);
    // Goes on while anything gets through: an event that the bus never takes must not hold up the others.
    return events.length === IN_FLIGHT && done.length > 0;
  }

  private scheduleSweep(): void {
    const { sweepEveryMs } = this.settings.tuning;
    // Jitter, so that instances started together don't sweep together.
    const waitMs = sweepEveryMs * (0.75 + Math.random() / 2);
    this.sweeper = setTimeout(() => {
      this.swept = this.sweep();
    }, waitMs).unref();
  }

  private async sweep(): Promise<void> {
    try {
      await this.repository.adopt(this.owner, this.settings.tuning.sweepAfterMs, ADOPTED_AT_ONCE);
      outboxSize.set(await this.repository.count());
      this.flush();
    } catch (error) {
      this.logger.warn(`the outbox could not be swept: ${describeError(error)}`);
    } finally {
      if (!this.stopped) this.scheduleSweep();
    }
  }
}

function acknowledged(events: StoredEvent[], results: PromiseSettledResult<void>[]): string[] {
  return events.filter((_, index) => results[index]?.status === 'fulfilled').map(({ eventId }) => eventId);
}
