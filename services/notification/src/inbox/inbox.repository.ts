import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ListInbox, Page } from '@rollcall/contracts';
import { pageOf, readPageCursor } from '@rollcall/messaging';
import type { ClientSession, Model } from 'mongoose';
import { Environment } from '../environment.js';
import { NoticeDocument } from './inbox.schema.js';
import { keptUntil } from './kept-until.js';

export type NewNotice = Omit<NoticeDocument, '_id' | 'read' | 'expiresAt'>;

@Injectable()
export class InboxRepository {
  constructor(
    @InjectModel(NoticeDocument.name) private readonly notices: Model<NoticeDocument>,
    private readonly environment: Environment,
  ) {}

  async insert(session: ClientSession, notices: NewNotice[]): Promise<void> {
    if (notices.length === 0) return;
    const expiresAt = keptUntil(new Date(), this.environment.KEEP_NOTICES_DAYS);
    const documents = notices.map((notice) => ({ ...notice, _id: randomUUID(), read: false, expiresAt }));
    await this.notices.insertMany(documents, { session, lean: true });
  }

  async list({ accountId, userId, cursor, limit = 50 }: ListInbox): Promise<Page<NoticeDocument>> {
    const found = await this.notices
      .find({ accountId, userId, ...(cursor && isBefore(cursor)) })
      .sort({ at: -1, _id: -1 })
      .limit(limit + 1)
      .lean();
    return pageOf(found, limit, ({ at, _id }) => [at.getTime(), _id]);
  }

  countUnread(accountId: string, userId: string): Promise<number> {
    return this.notices.countDocuments({ accountId, userId, read: false });
  }

  /** Whether there is such a notice. */
  async markRead(accountId: string, userId: string, noticeId: string): Promise<boolean> {
    const { matchedCount } = await this.notices.updateOne(
      { _id: noticeId, accountId, userId },
      { $set: { read: true } },
    );
    return matchedCount > 0;
  }

  async markAllRead(accountId: string, userId: string): Promise<void> {
    await this.notices.updateMany({ accountId, userId, read: false }, { $set: { read: true } });
  }
}

function isBefore(cursor: string) {
  const [time, id] = readPageCursor(cursor, ['number', 'string']);
  const at = new Date(time);
  return { $or: [{ at: { $lt: at } }, { at, _id: { $lt: id } }] };
}
