import { Injectable } from '@nestjs/common';
import type { InboxNotice, ListInbox, Page, ReadInbox } from '@rollcall/contracts';
import { Live, RefusedError } from '@rollcall/messaging';
import { Environment } from '../environment.js';
import { InboxRepository } from './inbox.repository.js';
import type { NoticeDocument } from './inbox.schema.js';

@Injectable()
export class InboxService {
  constructor(
    private readonly inbox: InboxRepository,
    private readonly live: Live,
    private readonly environment: Environment,
  ) {}

  async list(request: ListInbox): Promise<Page<InboxNotice> & { unread: number }> {
    const [{ items, next }, unread] = await Promise.all([
      this.inbox.list(request),
      this.inbox.countUnread(request.accountId, request.userId),
    ]);
    return { items: items.map(toNotice), unread, ...(next && { next }) };
  }

  async read({ accountId, userId, noticeId }: ReadInbox): Promise<{ unread: number }> {
    if (noticeId === undefined) await this.inbox.markAllRead(accountId, userId);
    else if (!(await this.inbox.markRead(accountId, userId, noticeId))) {
      const { KEEP_NOTICES_DAYS: days } = this.environment;
      throw new RefusedError('not-found', `There is no such notice any more: notices are kept for ${days} days.`);
    }
    this.live.tell('live.inbox', { accountId, userId });
    return { unread: await this.inbox.countUnread(accountId, userId) };
  }
}

function toNotice({ _id, cause, title, message, link, at, read }: NoticeDocument): InboxNotice {
  return { id: _id, cause, title, message, ...(link && { link }), at: at.toISOString(), read };
}
