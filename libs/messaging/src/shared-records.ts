import {
  DiscardPolicy,
  JetStreamApiCodes,
  jetstream,
  type JetStreamManager,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import type { BusConnection } from './bus-connection.js';
import { UnavailableError } from './errors.js';
import { hashedSubject } from './hashed-subject.js';
import { isNoResponders } from './is-no-responders.js';
import { isApiError } from './streams.js';

/** What is kept under a key, and which of its versions this is. */
export interface SharedRecord<Value> {
  value: Value;
  version: number;
}

/** Small things that all instances of a service know, each for a day. UnavailableError while they can't be asked for. */
export abstract class SharedRecords {
  abstract find<Value>(key: string): Promise<SharedRecord<Value> | undefined>;

  /** Keeps a value where nothing is kept, or in place of that version. Undefined where somebody else was faster. */
  abstract keep<Value>(
    key: string,
    value: Value,
    instead?: Pick<SharedRecord<Value>, 'version'>,
  ): Promise<SharedRecord<Value> | undefined>;
}

const RECORDS = 'RECORDS';
const ANSWER_WITHIN_MS = 5_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * On the bus: a stream with one message for each key, which its server replaces only if it is the version that the writer
 * knows. https://docs.nats.io/nats-concepts/jetstream/headers#publish
 */
export class NatsSharedRecords extends SharedRecords {
  constructor(private readonly bus: BusConnection) {
    super();
  }

  async find<Value>(key: string): Promise<SharedRecord<Value> | undefined> {
    return this.asked(async (manager) => {
      const found = await manager.direct.getMessage(RECORDS, { last_by_subj: hashedSubject('records', key) });
      return found ? { value: found.json<Value>(), version: found.seq } : undefined;
    });
  }

  async keep<Value>(
    key: string,
    value: Value,
    { version: expected } = { version: 0 },
  ): Promise<SharedRecord<Value> | undefined> {
    return this.asked(async () => {
      const stream = jetstream(this.bus.connection, { timeout: ANSWER_WITHIN_MS });
      const expect = { streamName: RECORDS, lastSubjectSequence: expected };
      const { seq: version } = await stream.publish(hashedSubject('records', key), JSON.stringify(value), { expect });
      return { value, version };
    });
  }

  private async asked<T>(ask: (manager: JetStreamManager) => Promise<T>): Promise<T | undefined> {
    if (!this.bus.isConnected()) throw new UnavailableError('the bus is away');
    try {
      const manager = await jetstreamManager(this.bus.connection, { checkAPI: false, timeout: ANSWER_WITHIN_MS });
      return await this.orMakeStream(manager, () => ask(manager));
    } catch (error) {
      if (isApiError(error, JetStreamApiCodes.StreamWrongLastSequence)) return undefined;
      throw new UnavailableError('the bus did not answer about shared records', { cause: error });
    }
  }

  /** Nobody listens where there is no stream: a bus that was set up anew has none. */
  private async orMakeStream<T>(manager: JetStreamManager, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (!isNoResponders(error)) throw error;
      await makeStream(manager);
      return await ask();
    }
  }
}

async function makeStream(manager: JetStreamManager): Promise<void> {
  await manager.streams.add({
    name: RECORDS,
    subjects: ['records.*'],
    storage: StorageType.File,
    retention: RetentionPolicy.Limits,
    discard: DiscardPolicy.Old,
    max_msgs_per_subject: 1,
    max_age: nanos(DAY_MS),
    max_bytes: 64 * 1024 * 1024,
    allow_direct: true,
  });
}

/** In memory, for unit tests; `isAway` plays a bus that is not there. */
export class FakeSharedRecords extends SharedRecords {
  isAway = false;
  private readonly records = new Map<string, SharedRecord<unknown>>();
  private version = 0;

  find<Value>(key: string): Promise<SharedRecord<Value> | undefined> {
    return this.answer(() => structuredClone(this.records.get(key)) as SharedRecord<Value> | undefined);
  }

  keep<Value>(key: string, value: Value, instead = { version: 0 }): Promise<SharedRecord<Value> | undefined> {
    return this.answer(() => {
      if ((this.records.get(key)?.version ?? 0) !== instead.version) return undefined;
      const kept = { value, version: (this.version += 1) };
      this.records.set(key, structuredClone(kept));
      return kept;
    });
  }

  private async answer<T>(answer: () => T): Promise<T> {
    await Promise.resolve();
    if (this.isAway) throw new UnavailableError('the bus is away');
    return answer();
  }
}
