import type { ClientSession, Connection } from 'mongoose';
import type { StoredEvent } from './bus-connection.js';

/** A transaction of the caller. */
export type Transaction = ClientSession;

interface OutboxDocument {
  /** The event's id. */
  _id: string;
  subject: string;
  payload: string;
  traceparent: string;
  /** The instance that publishes it, and since when: another one takes over what lies too long. */
  owner: string;
  since: Date;
}

const FIND = { maxTimeMS: 10_000 };

/** The collection of events that are stored beside their change and not yet acknowledged by the bus. */
export class OutboxRepository {
  constructor(private readonly connection: Connection) {}

  /** A transaction can't make a collection on every server version, so it is there before the first. */
  async prepare(): Promise<void> {
    await this.collection.createIndex({ owner: 1 });
  }

  async add(transaction: Transaction, stored: StoredEvent[], owner: string): Promise<void> {
    const since = new Date();
    const documents = stored.map(({ eventId, ...event }) => ({ _id: eventId, ...event, owner, since }));
    await this.collection.insertMany(documents, { session: transaction });
  }

  async find(owner: string, limit: number): Promise<StoredEvent[]> {
    const documents = await this.collection.find({ owner }, { limit, ...FIND }).toArray();
    return documents.map(({ _id, subject, payload, traceparent }) => ({ eventId: _id, subject, payload, traceparent }));
  }

  async remove(eventIds: string[]): Promise<void> {
    await this.collection.deleteMany({ _id: { $in: eventIds } });
  }

  /**
   * Takes over, for this owner, what others left lying for so long. Of two takers only one gets each event. By the database's
   * clock; what was stored by a clock that ran ahead, and so seems to come from later, would else lie until then.
   */
  async adopt(owner: string, forMs: number, limit: number): Promise<void> {
    const isLate = { $gt: [{ $abs: { $subtract: ['$$NOW', '$since'] } }, forMs] };
    const leftOver = { owner: { $ne: owner }, $expr: isLate };
    const found = await this.collection.find(leftOver, { limit, projection: { _id: 1 }, ...FIND }).toArray();
    if (found.length === 0) return;
    const ids = found.map(({ _id }) => _id);
    await this.collection.updateMany({ _id: { $in: ids }, ...leftOver }, [{ $set: { owner, since: '$$NOW' } }]);
  }

  count(): Promise<number> {
    return this.collection.estimatedDocumentCount(FIND);
  }

  private get collection() {
    return this.connection.collection<OutboxDocument>('outbox');
  }
}
