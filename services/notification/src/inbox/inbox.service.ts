import { Injectable, Logger } from '@nestjs/common';
import type {
  Contact,
  InboxNotice,
  ListInbox,
  Page,
  ReadInbox,
  RemovalsHeld,
  SyncFailed,
  Trigger,
} from '@rollcall/contracts';
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
  removals: 'The sync that carries out approved removals failed',
};

/** What is told. `at` is an ISO date, `link` a path of the console. */
interface News {
  cause: string;
  title: string;
  message: string;
  at: string;
  link: string;
}

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

  async tellOfFailure(event: SyncFailed): Promise<void> {
    const { runId, trigger, finishedAt: at, failure } = event;
    await this.tell(event, 'sync-failed', {
      ...failure,
      title: failureTitles[trigger],
      at,
      link: `/sync-runs/${runId}`,
    });
  }

  async tellOfHeld(event: RemovalsHeld): Promise<void> {
    const { people, occurredAt: at } = event;
    const message = `${people} people are gone from Azure AD or disabled there, so many that none of them was removed. Look at who they are, and approve their removal or keep them.`;
    const title = 'Removals wait for your decision';
    await this.tell(event, 'removals-held', { cause: 'removals-held', message, title, at, link: '/removals' });
  }

  /** Tells the people chosen for it, in the app and by mail, once per event. */
  private async tell(
    event: SyncFailed | RemovalsHeld,
    template: 'sync-failed' | 'removals-held',
    news: News,
  ): Promise<void> {
    const { accountId, eventId } = event;
    if (await this.deliveries.existFor(eventId)) return;
    const contacts = await this.contactsOf(event);
    const { cause, title, message, at, link } = news;
    if (contacts.length === 0) {
      this.logger.warn(`nobody to tell of run ${event.runId} of ${accountId}: ${cause}`);
      return;
    }
    const about = { title, message };
    const mailed = { ...about, at, link: this.environment.PUBLIC_URL + link };
    const mails = contacts.map(({ userId, name, email }): NewDelivery => {
      return { accountId, eventId, userId, name, to: email, template, data: mailed };
    });
    const noticed = { ...about, accountId, eventId, cause, at: new Date(at), link };
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

  private async contactsOf({ accountId, notify }: SyncFailed | RemovalsHeld): Promise<Contact[]> {
    if (notify.length === 0) return [];
    const { contacts } = await this.rpc.request('rpc.users.contacts', { accountId, userIds: [...new Set(notify)] });
    return contacts;
  }
}

function toNotice({ _id, cause, title, message, link, at, read }: NoticeDocument): InboxNotice {
  return { id: _id, cause, title, message, ...(link && { link }), at: at.toISOString(), read };
}
