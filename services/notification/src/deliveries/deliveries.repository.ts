import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Actor, ListDeliveries, Page } from '@rollcall/contracts';
import { isDuplicateKey, Outbox, pageOf, readPageCursor } from '@rollcall/messaging';
import { type ClientSession, type Connection, type Model } from 'mongoose';
import { Environment } from '../environment.js';
import { keptUntil } from '../inbox/kept-until.js';
import { type Mail, subjectOf } from '../templates/render-mail.js';
import { DeliveryDocument } from './deliveries.schema.js';

/** A mail to be sent because of an event. */
export type NewDelivery = Pick<DeliveryDocument, 'accountId' | 'eventId' | 'userId' | 'name' | 'to'> & Mail;

/** A delivery that one sender has for itself, for `leaseMs`. */
export type ClaimedDelivery = DeliveryDocument & Mail;

/** Bad news goes before invitations, however many of those wait. */
const priorities = { 'sync-notice': 0, invitation: 1 };

const clocksDifferMs = 60_000;

@Injectable()
export class DeliveriesRepository {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(DeliveryDocument.name) private readonly deliveries: Model<DeliveryDocument>,
    private readonly environment: Environment,
    private readonly outbox: Outbox,
  ) {}

  async existFor(eventId: string): Promise<boolean> {
    return (await this.deliveries.exists({ eventId })) !== null;
  }

  /** Stores all or, if another instance has stored mail of this event meanwhile, nothing. */
  store(deliveries: NewDelivery[]): Promise<boolean> {
    return storedOnce(this.connection.transaction((session) => this.insert(session, deliveries)));
  }

  async insert(session: ClientSession, deliveries: NewDelivery[]): Promise<void> {
    if (deliveries.length === 0) return;
    await this.deliveries.insertMany(
      deliveries.map((delivery) => this.toDocument(delivery)),
      { session, lean: true },
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
  async markFailed({ _id, attempts, template }: ClaimedDelivery, lastError: string): Promise<void> {
    // A notice keeps its words, so that it can be sent again; an invitation's link is a secret, and issued anew.
    const words = template === 'invitation' ? { $unset: { data: '' } } : {};
    await this.deliveries.updateOne(
      { _id, state: 'queued', attempts },
      { $set: { state: 'failed', lastError }, ...words },
    );
  }

  get(accountId: string, deliveryId: string): Promise<DeliveryDocument | null> {
    return this.deliveries.findOne({ _id: deliveryId, accountId }).lean<DeliveryDocument>();
  }

  /** Starts over with a mail that failed and whose words are still known; null if it is not one. */
  async sendAgain(accountId: string, deliveryId: string, actor?: Actor): Promise<DeliveryDocument | null> {
    const queued = await this.connection.transaction(async (session) => {
      const delivery = await this.deliveries
        .findOneAndUpdate(
          { _id: deliveryId, accountId, state: 'failed', data: { $exists: true } },
          [{ $set: { state: 'queued', attempts: 0, nextAttemptAt: '$$NOW' } }, { $unset: 'lastError' }],
          { session, returnDocument: 'after', updatePipeline: true },
        )
        .lean<DeliveryDocument>();
      if (delivery) await this.record(session, 'Resent a mail', delivery, actor);
      return delivery;
    });
    this.outbox.flush();
    return queued;
  }

  /** Stores an invitation in place of those that still wait for the same person: one mail is enough. */
  async storeInvitation(invitation: NewDelivery, actor?: Actor): Promise<DeliveryDocument> {
    const { accountId, userId, template } = invitation;
    const document = this.toDocument(invitation);
    await this.connection.transaction(async (session) => {
      await this.deliveries.updateMany(
        { accountId, userId, template, state: 'queued' },
        { $set: { state: 'failed', lastError: 'replaced by a newer invitation' }, $unset: { data: '' } },
        { session },
      );
      await this.deliveries.insertMany([document], { session, lean: true });
      await this.record(session, 'Resent an invitation', document, actor);
    });
    this.outbox.flush();
    return document;
  }

  /** How much waits, by template, and since when the oldest of it does. */
  measureQueue(): Promise<{ template: Mail['template']; count: number; oldestAt: Date }[]> {
    return this.deliveries.aggregate([
      // Every priority: named for the index, which holds only what is queued.
      { $match: { state: 'queued', priority: { $gte: 0 } } },
      { $group: { _id: '$template', count: { $sum: 1 }, oldestAt: { $min: '$createdAt' } } },
      { $project: { _id: 0, template: '$_id', count: 1, oldestAt: 1 } },
    ]);
  }

  async list(request: ListDeliveries): Promise<Page<DeliveryDocument>> {
    const { accountId, state, template, userId, cursor, limit = 50 } = request;
    const asked = { ...(state && { state }), ...(template && { template }), ...(userId && { userId }) };
    const found = await this.deliveries
      .find({ accountId, ...asked, ...(cursor && isBefore(cursor)) })
      .select({ data: 0 })
      .sort({ createdAt: -1, _id: -1 })
      .limit(limit + 1)
      .lean();
    return pageOf(found, limit, ({ createdAt, _id }) => [createdAt.getTime(), _id]);
  }

  /** Whom it went to by their id: an address is nothing for the audit trail. */
  private record(session: ClientSession, action: string, delivery: DeliveryDocument, actor?: Actor): Promise<void> {
    const { _id: deliveryId, accountId, userId, template } = delivery;
    const after = { deliveryId, template };
    return this.outbox.add(session, 'audit.recorded', {
      accountId,
      ...(actor && { actor }),
      action,
      target: userId,
      after,
    });
  }

  private toDocument(delivery: NewDelivery): DeliveryDocument {
    const createdAt = new Date();
    return {
      ...delivery,
      _id: randomUUID(),
      subject: subjectOf(delivery),
      state: 'queued',
      priority: priorities[delivery.template],
      attempts: 0,
      nextAttemptAt: createdAt,
      createdAt,
      expiresAt: keptUntil(createdAt, this.environment.KEEP_NOTICES_DAYS),
    };
  }
}

async function storedOnce(transaction: Promise<unknown>): Promise<boolean> {
  try {
    await transaction;
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

function isBefore(cursor: string) {
  const [time, id] = readPageCursor(cursor, ['number', 'string']);
  const at = new Date(time);
  return { $or: [{ createdAt: { $lt: at } }, { createdAt: at, _id: { $lt: id } }] };
}
