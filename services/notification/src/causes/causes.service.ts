import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type {
  Contact,
  Counts,
  CredentialExpiring,
  Notice,
  SyncFailed,
  SyncFinished,
  SyncRequested,
  TenantLost,
  TenantVerified,
} from '@rollcall/contracts';
import { describeError, Live, RpcClient } from '@rollcall/messaging';
import type { NewDelivery } from '../deliveries/deliveries.repository.js';
import { SenderService } from '../deliveries/sender.service.js';
import { Environment } from '../environment.js';
import type { NewNotice } from '../inbox/inbox.repository.js';
import { PreferencesRepository } from '../preferences/preferences.repository.js';
import { formatMoment } from '../templates/format-moment.js';
import { wordsOf } from './cause-words.js';
import { CausesChangedMeanwhile, CausesRepository, type Told } from './causes.repository.js';
import type { AccountCausesDocument } from './causes.schema.js';
import { type Look, type OpenCause, planCauses } from './plan-causes.js';
import { RecipientsService } from './recipients.service.js';
import type { ScheduledRunDocument } from './scheduled-runs.schema.js';
import { type News, writeDigest, writeNotices } from './write-notices.js';

/** How often somebody else may decide about the same account in between. */
const tries = 3;

/** A slot of the schedule that is later than this was missed: no tick, restart or busy hour takes so long. */
const missedAfterMs = 60 * 60_000;

type Run = Pick<SyncFinished, 'accountId' | 'eventId' | 'runId' | 'trigger' | 'notify'> & {
  is: 'failed' | 'finished' | 'late';
};
type ConnectionNews = Pick<TenantLost, 'accountId' | 'eventId' | 'version'>;
/** Whatever makes somebody be told: its id is that of the mails and notices. */
type Occasion = { accountId: string; eventId: string } & Pick<News, 'about' | 'at' | 'link' | 'counts' | 'replaced'>;

/** Keeps what is open in each account: each cause is told once to each recipient, and once that it is over. */
@Injectable()
export class CausesService {
  private readonly logger = new Logger(CausesService.name);

  constructor(
    private readonly rpc: RpcClient,
    private readonly causes: CausesRepository,
    private readonly recipients: RecipientsService,
    private readonly preferences: PreferencesRepository,
    private readonly sender: SenderService,
    private readonly live: Live,
    private readonly environment: Environment,
  ) {}

  /** A run that failed stopped at its cause: of the others it says nothing. */
  async syncFailed({ failure, finishedAt, ...event }: SyncFailed): Promise<void> {
    const look = { at: new Date(finishedAt), found: [failure], isWhole: false, link: `/sync-runs/${event.runId}` };
    await this.retried(() => this.takeIn({ ...event, is: 'failed' }, look));
  }

  /** A run that came to its end has looked at everything. One that was cancelled is no look at all. */
  async syncFinished({ status, notices, finishedAt, ...event }: SyncFinished): Promise<void> {
    if (status === 'cancelled') return;
    // A run that only carries out approved removals looks at nobody else.
    const isWhole = event.trigger !== 'removals';
    const look = { at: new Date(finishedAt), found: notices, isWhole, link: `/sync-runs/${event.runId}` };
    await this.retried(() => this.takeIn({ ...event, is: 'finished' }, look));
  }

  /** A slot of the schedule is made up for: nothing ran while we were down, or while the tenant was lost. Whether it is. */
  async syncRequested({ trigger, scheduledFor, occurredAt, ...event }: SyncRequested): Promise<boolean> {
    if (trigger !== 'schedule' || scheduledFor === undefined) return false;
    const at = new Date(occurredAt);
    if (at.getTime() - new Date(scheduledFor).getTime() < missedAfterMs) return false;
    await this.missed({ ...event, trigger }, at, missed(scheduledFor, occurredAt), `/sync-runs/${event.runId}`);
    return true;
  }

  /** It was asked for in time, and nobody has taken it up by now. */
  async syncNotTaken({ _id: runId, scheduledFor, ...run }: ScheduledRunDocument, at: Date): Promise<void> {
    // There is nothing to see of it yet.
    await this.missed({ ...run, runId, trigger: 'schedule' }, at, notTaken(scheduledFor, at), '/sync-runs');
  }

  /** Reminds those who know of what still waits for somebody. One account that fails stops no other. */
  async remind(now: Date): Promise<void> {
    for (const accountId of await this.causes.findDue(now)) {
      try {
        await this.retried(() => this.remindIn(accountId, now));
      } catch (error) {
        this.logger.warn(`no reminder in ${accountId} yet: ${describeError(error)}`);
      }
    }
  }

  /** What a sync would find, told before one runs. */
  async tenantLost({ accountId, eventId, version, reason, occurredAt }: TenantLost): Promise<void> {
    const look = { ...aLookAtTheConnection(occurredAt), found: [reason] };
    await this.retried(() => this.takeInNews({ accountId, eventId, version }, look));
  }

  async tenantVerified({ accountId, eventId, version, occurredAt }: TenantVerified): Promise<void> {
    const look = aLookAtTheConnection(occurredAt);
    await this.retried(() => this.takeInNews({ accountId, eventId, version }, look));
  }

  /** Told at each step towards the day, though it is known. */
  async credentialExpiring({ accountId, eventId, occurredAt, reason }: CredentialExpiring): Promise<void> {
    const look = {
      ...aLookAtTheConnection(occurredAt),
      found: reason ? [reason] : [],
      lookedFor: new Set(['secret-expiring']),
      again: true,
    };
    await this.retried(async () => {
      const account = (await this.causes.get(accountId)) ?? nothingOpen(accountId);
      if (account.credentialNewsAt && account.credentialNewsAt >= look.at) return;
      const notify = (await this.recipients.inForce(accountId)) ?? account.notify;
      const next = { ...account, credentialNewsAt: look.at, notify };
      await this.decide(next, look, { eventId, about: { is: 'connection' } });
    });
  }

  private async missed(event: Omit<Run, 'is'>, at: Date, notice: Notice, link: string): Promise<void> {
    const look = { at, found: [notice], isWhole: false, link };
    await this.retried(() => this.takeIn({ ...event, is: 'late' }, look));
  }

  private async takeIn({ accountId, eventId, is, ...run }: Run, look: Look): Promise<void> {
    const account = await this.causes.get(accountId);
    // The same event again, or one that a newer run has overtaken.
    if (account && account.reportedAt >= look.at) return;
    const notify = run.notify ?? account?.notify ?? [];
    const before = account ?? nothingOpen(accountId);
    // A request is no run: that the one before it has ended may still be on the way.
    const reportedAt = is === 'late' ? before.reportedAt : look.at;
    const counts = is === 'late' ? undefined : () => this.countsOf(accountId, run.runId);
    await this.decide(
      { ...before, reportedAt, notify },
      look,
      { eventId, about: { is, trigger: run.trigger } },
      counts,
    );
  }

  private async takeInNews({ accountId, eventId, version }: ConnectionNews, look: Look): Promise<void> {
    const account = (await this.causes.get(accountId)) ?? nothingOpen(accountId);
    if ((account.connectionVersion ?? 0) >= version) return;
    const notify = (await this.recipients.inForce(accountId)) ?? account.notify;
    const next = { ...account, connectionVersion: version, notify };
    await this.decide(next, look, { eventId, about: { is: 'connection' } });
  }

  private async decide(
    account: AccountCausesDocument,
    look: Look,
    event: Pick<Occasion, 'eventId' | 'about'>,
    countsOf?: () => Promise<Counts | undefined>,
  ): Promise<void> {
    const { _id: accountId, notify } = account;
    const { found, kept, over } = planCauses(account.open, look);
    if (found.length + over.length === 0) return this.store({ ...account, open: kept }, { notices: [], mails: [] });
    const { contacts, replaced } = await this.recipients.find(accountId, notify);
    if (contacts.length === 0) this.logger.warn(`nobody to tell in ${accountId}: ${found.map(causeOf).join(', ')}`);
    const occasion = { ...event, accountId, at: look.at, link: look.link, counts: await countsOf?.(), replaced };
    const told = await this.tell(occasion, contacts, found, over);
    const open = [...found.map((cause) => toldTo(contacts, cause)), ...kept];
    await this.store({ ...account, open }, told);
  }

  private async remindIn(accountId: string, now: Date): Promise<void> {
    const account = await this.causes.get(accountId);
    const isDue = ({ remindAt }: OpenCause): boolean => remindAt !== undefined && remindAt <= now;
    const due = account?.open.filter(isDue) ?? [];
    const [first] = due;
    if (!account || !first) return;
    const { contacts, replaced } = await this.recipients.find(accountId, account.notify);
    // Whoever takes somebody's place is told now, though not for the first time: the reminder says since when it lasts.
    const again = due.map((cause) => ({ ...cause, told: [] }));
    const about = { is: 'reminder' as const };
    const { link } = first;
    const occasion = { accountId, eventId: randomUUID(), about, at: now, link, counts: undefined, replaced };
    const told = await this.tell(occasion, contacts, again, []);
    const open = account.open.map((cause) => {
      if (!isDue(cause)) return cause;
      const { remindAt: _reminded, ...rest } = cause;
      return toldTo(contacts, rest);
    });
    await this.store({ ...account, open }, told);
  }

  /** What each recipient gets: a notice per cause that is news to them, and one mail of all of it. */
  private async tell(occasion: Occasion, contacts: Contact[], found: OpenCause[], over: OpenCause[]): Promise<Told> {
    const { accountId, eventId, at, ...more } = occasion;
    const preferences = await this.preferences.findOrMake(
      accountId,
      contacts.map(({ userId }) => userId),
    );
    const notices: NewNotice[] = [];
    const mails: NewDelivery[] = [];
    for (const { userId, name, email } of contacts) {
      const knows = ({ told }: OpenCause): boolean => told.includes(userId);
      const fresh = found.filter((cause) => !knows(cause));
      const news: News = { ...more, at, fresh, ongoing: found.filter(knows), over: over.filter(knows) };
      const written = writeNotices(news);
      if (written.length === 0) continue;
      notices.push(...written.map((notice) => ({ ...notice, accountId, eventId, userId, at })));
      const { email: wantsMail = true, token = '' } = preferences.get(userId) ?? {};
      const isEssential = fresh.some(({ cause }) => wordsOf(cause).essential);
      if (!wantsMail && !isEssential) continue;
      const data = writeDigest(news, this.environment.PUBLIC_URL, isEssential ? undefined : token);
      mails.push({ accountId, eventId, userId, name, to: email, template: 'sync-notice', data });
    }
    return { notices, mails };
  }

  private async store(account: AccountCausesDocument, told: Told): Promise<void> {
    await this.causes.store(account, told);
    if (told.mails.length > 0) this.sender.nudge();
    for (const userId of new Set(told.notices.map((notice) => notice.userId))) {
      this.live.tell('live.inbox', { accountId: account._id, userId });
    }
  }

  /** A notice without counts is better than a late one. */
  private async countsOf(accountId: string, runId: string): Promise<Counts | undefined> {
    try {
      return (await this.rpc.request('rpc.runs.get', { accountId, runId }))?.counts;
    } catch {
      return undefined;
    }
  }

  private async retried(decide: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await decide();
        return;
      } catch (error) {
        if (!(error instanceof CausesChangedMeanwhile) || attempt === tries) throw error;
      }
    }
  }
}

const toldTo = (contacts: Contact[], cause: OpenCause): OpenCause => ({
  ...cause,
  told: [...new Set([...cause.told, ...contacts.map(({ userId }) => userId)])],
});

const missed = (scheduledFor: string, startedAt: string): Notice => ({
  cause: 'schedule-missed',
  message:
    `The sync due on ${formatMoment(scheduledFor)} could not start before ${formatMoment(startedAt)}: ` +
    'Rollcall was not running, or it had no connection to Azure AD. It starts now; there is nothing to do.',
});

const notTaken = (scheduledFor: Date, at: Date): Notice => ({
  cause: 'schedule-missed',
  message:
    `The sync due on ${formatMoment(scheduledFor.toISOString())} had not started by ${formatMoment(at.toISOString())}: ` +
    'no part of Rollcall that carries out syncs took it up. It starts by itself as soon as one does; if this lasts, contact support.',
});

const nothingOpen = (accountId: string): AccountCausesDocument => ({
  _id: accountId,
  version: 0,
  reportedAt: new Date(0),
  notify: [],
  open: [],
});

/** Causes that are over once Azure AD lets Rollcall in. */
const ofTheConnection = new Set(['connection-lost', 'not-connected', 'consent-missing', 'server-setting']);

const aLookAtTheConnection = (at: string): Look => ({
  at: new Date(at),
  found: [],
  isWhole: false,
  lookedFor: ofTheConnection,
  link: '/identity-providers',
});

const causeOf = ({ cause }: OpenCause): string => cause;
