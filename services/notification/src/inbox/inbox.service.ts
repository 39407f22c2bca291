import { Injectable, Logger } from '@nestjs/common';
import type { Contact, InboxNotice, ListInbox, Page, ReadInbox, SyncFailed, Trigger } from '@rollcall/contracts';
import { RefusedError, RpcClient } from '@rollcall/messaging';
import { DeliveriesRepository, type NewDelivery } from '../deliveries/deliveries.repository.js';
import { SenderService } from '../deliveries/sender.service.js';
import { Environment } from '../environment.js';
import { InboxRepository } from './inbox.repository.js';
import type { NoticeDocument } from './inbox.schema.js';

const failureTitles: Record<Trigger, string> = {
  schedule: 'The scheduled sync failed',
  manual: 'The sync started by "Sync now" failed',
  activation: 'The sync started by "Save & sync now" failed',
};

@Injectable()
export class InboxService {
  private readonly logger = new Logger(InboxService.name);

  constructor(
    private readonly rpc: RpcClient,
    private readonly inbox: InboxRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly sender: SenderService,
    private readonly environment: Environment,
  ) {}

  /** Tells the people chosen for it, in the app and by mail, once per event. */
  async tellOfFailure(event: SyncFailed): Promise<void> {
    if (await this.deliveries.existFor(event.eventId)) return;
    const contacts = await this.contactsOf(event);
    if (contacts.length === 0) {
      this.logger.warn(`nobody to tell that run ${event.runId} of ${event.accountId} failed: ${event.failure.cause}`);
      return;
    }
    const { accountId, eventId, failure } = event;
    const title = failureTitles[event.trigger];
    const link = `/sync-runs/${event.runId}`;
    const about = { title, message: failure.message };
    const mailed = { ...about, at: event.finishedAt, link: this.environment.PUBLIC_URL + link };
    const mails = contacts.map(({ userId, name, email }): NewDelivery => {
      return { accountId, eventId, userId, name, to: email, template: 'sync-failed', data: mailed };
    });
    const noticed = { ...about, accountId, eventId, cause: failure.cause, at: new Date(event.finishedAt), link };
    await this.deliveries.store(mails, (session) =>
      this.inbox.insert(
        session,
        contacts.map(({ userId }) => ({ ...noticed, userId })),
      ),
    );
    this.sender.nudge();
  }

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
      throw new RefusedError('not-found', 'There is no such notice any more: notices are kept for 90 days.');
    }
    return { unread: await this.inbox.countUnread(accountId, userId) };
  }

  private async contactsOf({ accountId, notify }: SyncFailed): Promise<Contact[]> {
    if (notify.length === 0) return [];
    const { contacts } = await this.rpc.request('rpc.users.contacts', { accountId, userIds: [...new Set(notify)] });
    return contacts;
  }
}

function toNotice({ _id, cause, title, message, link, at, read }: NoticeDocument): InboxNotice {
  return { id: _id, cause, title, message, ...(link && { link }), at: at.toISOString(), read };
}
