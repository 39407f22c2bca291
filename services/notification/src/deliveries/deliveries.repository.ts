import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ListDeliveries, Page } from '@rollcall/contracts';
import { type ClientSession, type Connection, type Model, mongo } from 'mongoose';
import { readCursor, writeCursor } from '../cursor.js';
import type { Mail } from '../templates/render-mail.js';
import { DeliveryDocument } from './deliveries.schema.js';

/** A mail to be sent because of an event. */
export type NewDelivery = Pick<DeliveryDocument, 'accountId' | 'eventId' | 'userId' | 'name' | 'to'> & Mail;

/** A delivery that one sender has for itself, for `leaseMs`. */
export type ClaimedDelivery = DeliveryDocument & Mail;

/** Bad news goes before invitations, however many of those wait. */
const priorities = { 'sync-failed': 0, 'removals-held': 0, invitation: 1 };

const clocksDifferMs = 60_000;

@Injectable()
export class DeliveriesRepository {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(DeliveryDocument.name) private readonly deliveries: Model<DeliveryDocument>,
  ) {}

  async existFor(eventId: string): Promise<boolean> {
    return (await this.deliveries.exists({ eventId })) !== null;
  }

  /** Stores all or, if another instance has stored mail of this event meanwhile, nothing. */
  store(deliveries: NewDelivery[], alongside?: (session: ClientSession) => Promise<void>): Promise<boolean> {
    return storedOnce(
      this.connection.transaction(async (session) => {
        await this.deliveries.insertMany(deliveries.map(toDocument), { session, lean: true });
        await alongside?.(session);
      }),
    );
  }

  /**
   * The most urgent delivery whose time has come, for nobody else until `leaseMs` are over: then whoever holds it is taken
   * for dead. By the server's clock, as those of the senders may differ.
   */
  claim(leaseMs: number): Promise<ClaimedDelivery | null> {
    // The server finds no bounds for its index in $$NOW. This one, by our clock, spares it the mails that are far from due.
    const soon = new Date(Date.now() + clocksDifferMs);
    return this.deliveries
      .findOneAndUpdate(
        { state: 'queued', nextAttemptAt: { $lte: soon }, $expr: { $lte: ['$nextAttemptAt', '$$NOW'] } },
        [{ $set: { attempts: { $add: ['$attempts', 1] }, nextAttemptAt: { $add: ['$$NOW', leaseMs] } } }],
        { sort: { priority: 1, nextAttemptAt: 1 }, returnDocument: 'after', updatePipeline: true },
      )
      .lean<ClaimedDelivery>();
  }

  /** Whoever holds the claim by now: the mail is out. */
  async markSent({ _id }: ClaimedDelivery): Promise<void> {
    await this.deliveries.updateOne(
      { _id, state: 'queued' },
      { $set: { state: 'sent' }, $unset: { data: '', lastError: '' }, $currentDate: { sentAt: true } },
    );
  }

  /** Nothing happens if another sender has claimed it since. */
  async tryAgain({ _id, attempts }: ClaimedDelivery, waitMs: number, lastError: string): Promise<void> {
    await this.deliveries.updateOne(
      { _id, state: 'queued', attempts },
      [{ $set: { lastError: { $literal: lastError }, nextAttemptAt: { $add: ['$$NOW', waitMs] } } }],
      { updatePipeline: true },
    );
  }

  /** Nothing happens if another sender has claimed it since. */
  async markFailed({ _id, attempts }: ClaimedDelivery, lastError: string): Promise<void> {
    await this.deliveries.updateOne(
      { _id, state: 'queued', attempts },
      { $set: { state: 'failed', lastError }, $unset: { data: '' } },
    );
  }

  async list({ accountId, state, cursor, limit = 50 }: ListDeliveries): Promise<Page<DeliveryDocument>> {
    const found = await this.deliveries
      .find({ accountId, ...(state && { state }), ...(cursor && isBefore(cursor)) })
      .select({ data: 0 })
      .sort({ createdAt: -1, _id: -1 })
      .limit(limit + 1)
      .lean();
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, ...(found.length > limit && last && { next: writeCursor({ at: last.createdAt, id: last._id }) }) };
  }
}

function toDocument(delivery: NewDelivery): DeliveryDocument {
  const createdAt = new Date();
  return {
    ...delivery,
    _id: randomUUID(),
    state: 'queued',
    priority: priorities[delivery.template],
    attempts: 0,
    nextAttemptAt: createdAt,
    createdAt,
  };
}

async function storedOnce(transaction: Promise<unknown>): Promise<boolean> {
  try {
    await transaction;
    return true;
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === 11000) return false;
    throw error;
  }
}

function isBefore(cursor: string) {
  const { at, id } = readCursor(cursor);
  return { $or: [{ createdAt: { $lt: at } }, { createdAt: at, _id: { $lt: id } }] };
}
