import { DiscardPolicy, jetstreamManager, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { headers, nanos } from '@nats-io/nats-core';
import type { BusConnection } from './bus-connection.js';
import { hashedSubject } from './hashed-subject.js';
import { isNoResponders } from './is-no-responders.js';

/** Counts that all instances of a service share. Each is forgotten some time after it was last raised. */
export abstract class SharedCounts {
  /** Raises a count by one and answers what it is now, over all instances; undefined while it can't be asked for. */
  abstract raise(key: string): Promise<number | undefined>;
}

const COUNTS = 'COUNTS';
const ANSWER_WITHIN_MS = 250;
const MAKE_AT_MOST_EVERY_MS = 5_000;
const KEPT_MS = 2 * 60_000;

/**
 * On the bus: a stream whose messages are counters, raised by its server in one go. In memory, as they are worth nothing
 * after a minute. https://docs.nats.io/nats-concepts/jetstream/streams#allowmsgcounter
 */
export class NatsSharedCounts extends SharedCounts {
  private madeAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly bus: BusConnection) {
    super();
  }

  async raise(key: string): Promise<number | undefined> {
    if (!this.bus.isConnected()) return undefined;
    try {
      const answer = await this.bus.connection.request(hashedSubject('counts', key), '', {
        timeout: ANSWER_WITHIN_MS,
        headers: byOne(),
      });
      return readCount(answer.json());
    } catch (error) {
      // Nobody listens where there is no stream: the next one may find it.
      if (isNoResponders(error)) this.makeStream();
      return undefined;
    }
  }

  private makeStream(): void {
    if (performance.now() - this.madeAt < MAKE_AT_MOST_EVERY_MS) return;
    this.madeAt = performance.now();
    void jetstreamManager(this.bus.connection, { checkAPI: false })
      .then((manager) =>
        manager.streams.add({
          name: COUNTS,
          subjects: ['counts.*'],
          storage: StorageType.Memory,
          retention: RetentionPolicy.Limits,
          discard: DiscardPolicy.Old,
          max_msgs_per_subject: 1,
          max_age: nanos(KEPT_MS),
          max_bytes: 16 * 1024 * 1024,
          allow_msg_counter: true,
        }),
      )
      // An older server knows no counters, or the bus is away: each instance goes by its own count.
      .catch(() => undefined);
  }
}

function byOne() {
  const made = headers();
  made.set('Nats-Incr', '+1');
  return made;
}

function readCount(answer: unknown): number | undefined {
  const count = Number((answer as { val?: string }).val);
  return Number.isSafeInteger(count) ? count : undefined;
}

/** In memory, for unit tests; `isAway` plays a bus that is not there. */
export class FakeSharedCounts extends SharedCounts {
  isAway = false;
  private readonly counts = new Map<string, number>();

  raise(key: string): Promise<number | undefined> {
    if (this.isAway) return Promise.resolve(undefined);
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return Promise.resolve(count);
  }
}
