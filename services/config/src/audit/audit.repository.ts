import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { AuditRecorded, ListAudit, Page } from '@rollcall/contracts';
import { isDuplicateKey, pageOf, readPageCursor } from '@rollcall/messaging';
import type { Model, QueryFilter } from 'mongoose';
import { AuditDocument } from './audit.schema.js';

/** Adds and lists. There is nothing here that changes or removes a line, and nobody else has the collection. */
@Injectable()
export class AuditRepository {
  constructor(@InjectModel(AuditDocument.name) private readonly entries: Model<AuditDocument>) {}

  /** The same event again changes nothing. */
  async add({ eventId, occurredAt, ...told }: AuditRecorded): Promise<void> {
    const { accountId, actor, action, target, before, after } = told;
    const settings = { ...(before && { before }), ...(after && { after }) };
    const entry = { accountId, at: new Date(occurredAt), ...(actor && { actor }), action, target, ...settings };
    try {
      await this.entries.insertMany([{ _id: eventId, ...entry }], { lean: true });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  async list({ cursor, limit = 50, ...request }: ListAudit): Promise<Page<AuditDocument>> {
    const found = await this.entries
      .find({ $and: [wanted(request), ...(cursor === undefined ? [] : [isBefore(cursor)])] })
      .sort({ at: -1, _id: -1 })
      .limit(limit + 1)
      .maxTimeMS(8_000)
      .lean<AuditDocument[]>();
    return pageOf(found, limit, ({ at, _id }) => [at.getTime(), _id]);
  }
}

function wanted({ accountId, by, action, search, from, to }: ListAudit): QueryFilter<AuditDocument> {
  const words = search === undefined ? undefined : { $regex: RegExp.escape(search), $options: 'i' };
  return {
    accountId,
    ...(by !== undefined && { 'actor.userId': by }),
    ...(action !== undefined && { action }),
    ...((from ?? to) !== undefined && {
      at: { ...(from !== undefined && { $gte: new Date(from) }), ...(to !== undefined && { $lte: new Date(to) }) },
    }),
    ...(words && { $or: [{ action: words }, { target: words }, { 'actor.name': words }] }),
  };
}

function isBefore(cursor: string): QueryFilter<AuditDocument> {
  const [time, id] = readPageCursor(cursor, ['number', 'string']);
  const at = new Date(time);
  return { $or: [{ at: { $lt: at } }, { at, _id: { $lt: id } }] };
}
