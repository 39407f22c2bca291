import type { INestApplication } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Counts, Run, SyncFailed, SyncFinished } from '@rollcall/contracts';
import { BusConnection, EventPublisher, Live, RpcClient } from '@rollcall/messaging';
import { eventually } from '@rollcall/servers';
import type { Connection } from 'mongoose';
import { accountId, aFailure, aFinish, aLateRequest, aLoss, anExpiry, aReturn } from '../testing/events.builders.js';
import { MailServer } from '../testing/mail-server.js';
import { startNotification, startUserLifecycle, UserLifecycle } from '../testing/start-services.js';
import { CausesController } from './causes.controller.js';
import { CausesService } from './causes.service.js';
import { ScheduledRunsService } from './scheduled-runs.service.js';

/** The end of the sync of that week: weeks are as far apart as reminders are. */
const week = (count: number) => ({ finishedAt: new Date(Date.UTC(2026, 0, 1 + 7 * count)).toISOString() });

const counts: Counts = {
  read: 250,
  added: 12,
  linked: 0,
  updated: 0,
  reactivated: 0,
  deactivated: 0,
  deleted: 0,
  unchanged: 235,
  rejected: 3,
  skipped: 0,
  awaitingSecondLook: 0,
  leftScope: 0,
  held: 0,
};

describe(CausesService.name, () => {
  let mailServer: MailServer;
  let app: INestApplication;
  let others: INestApplication;
  let userLifecycle: UserLifecycle;
  let rpc: RpcClient;
  let mongo: Connection;
  let sut: CausesController;

  const failed = (more: Partial<SyncFailed> = {}) => sut.syncFailed(aFailure(more));
  const finished = (causes: string[], more: Partial<SyncFinished> = {}) => sut.syncFinished(aFinish(causes, more));
  const remindAt = (count: number) => app.get(CausesService).remind(new Date(week(count).finishedAt));
  const titles = async (userId = 'UsAna') => {
    const { items } = await rpc.request('rpc.inbox.list', { accountId, userId });
    return items.map(({ title }) => title).reverse();
  };
  const allSent = () =>
    eventually(async () =>
      expect((await rpc.request('rpc.deliveries.list', { accountId, state: 'queued' })).items).toEqual([]),
    );
  const subjects = async (userId = 'UsAna') => {
    await allSent();
    return mailServer.mailsTo(`${userId.slice(2).toLowerCase()}@contoso.com`).map(({ subject }) => subject);
  };

  beforeAll(async () => {
    mailServer = await MailServer.listen();
    others = await startUserLifecycle();
    app = await startNotification({ SMTP_URL: mailServer.url, SMTP_CONNECTIONS: '1' });
    userLifecycle = others.get(UserLifecycle);
    rpc = others.get(RpcClient);
    mongo = app.get<Connection>(getConnectionToken());
    sut = app.get(CausesController);
  });

  beforeEach(async () => {
    await Promise.all(Object.values(mongo.collections).map((collection) => collection.deleteMany({})));
    mailServer.mails.length = 0;
    userLifecycle.counts = counts;
    userLifecycle.notify = ['UsAna'];
    userLifecycle.people.clear();
    for (const name of ['Ana', 'Bo', 'Cy']) {
      const person = { userId: `Us${name}`, name, email: `${name.toLowerCase()}@contoso.com` };
      userLifecycle.people.set(person.userId, person);
    }
  });

  afterEach(allSent);

  afterAll(async () => {
    await app.close();
    await others.close();
    await mailServer.close();
  });

  it('tells of a failure in the app and by mail, with what happened and where to go', async () => {
    const event = aFailure();
    await others.get(EventPublisher).publish('sync.failed', event);

    const mail = await eventually(() => {
      const [first] = mailServer.mailsTo('ana@contoso.com');
      if (!first) throw new Error('no mail yet');
      return first;
    });
    expect(mail.subject).toBe('The scheduled sync failed');
    expect(mail.from?.text).toContain('rollcall@rollcall.example');
    expect(mail.text).toContain('Consent was withdrawn. Sign in again.');
    expect(mail.html).toContain(`https://rollcall.example/sync-runs/${event.runId}`);
    expect((await rpc.request('rpc.inbox.list', { accountId, userId: 'UsAna' })).items).toMatchObject([
      {
        cause: 'connection-lost',
        title: 'The scheduled sync failed',
        message: 'Consent was withdrawn. Sign in again.',
        link: `/sync-runs/${event.runId}`,
        at: '2026-11-24T06:21:00.000Z',
        read: false,
      },
    ]);
  });

  it('tells nobody twice, however often and however close together the event comes', async () => {
    const event = aFailure({ notify: ['UsAna', 'UsBo', 'UsAna'] });
    await Promise.all([sut.syncFailed(event), sut.syncFailed(event), sut.syncFailed(event)]);
    await sut.syncFailed(event);

    for (const userId of ['UsAna', 'UsBo']) {
      expect(await subjects(userId)).toEqual(['The scheduled sync failed']);
      expect(await titles(userId)).toEqual(['The scheduled sync failed']);
    }
  });

  it('tells of a cause once while it lasts, and once when a sync has succeeded', async () => {
    for (const count of [1, 2, 3]) await failed(week(count));
    await finished([], week(4));
    await finished([], week(5));

    const told = ['The scheduled sync failed', 'The sync reaches Azure AD again'];
    expect(await titles()).toEqual(told);
    expect(await subjects()).toEqual(told);
    await failed(week(6));
    expect(await titles()).toEqual([...told, 'The scheduled sync failed']);
  });

  it('tells of another cause while the first lasts, and takes the first for over only after a whole sync', async () => {
    await failed(week(1));
    await failed({ ...week(2), failure: { cause: 'directory-throttled', message: 'Too often.' } });
    await finished([], { ...week(3), status: 'cancelled' });
    expect(await subjects()).toEqual(['The scheduled sync failed', 'The scheduled sync failed']);
    await finished([], week(4));

    expect(await titles()).toHaveLength(4);
    expect((await subjects()).slice(2)).toEqual(['What kept the sync from succeeding is over']);
  });

  describe('between two syncs', () => {
    const told = ['The sync has lost Azure AD', 'The sync reaches Azure AD again'];

    it('tells once those whom the configuration in force names that Azure AD is lost, and at once that it is back', async () => {
      userLifecycle.notify = ['UsBo'];
      await others.get(EventPublisher).publish('tenant.lost', aLoss(2));
      await eventually(async () => expect(await titles('UsBo')).toEqual(told.slice(0, 1)));
      await sut.tenantLost(aLoss(2));
      await failed({ notify: ['UsBo'], finishedAt: '2026-11-24T07:00:00.000Z' });
      await sut.tenantVerified(aReturn(3));

      expect(await titles('UsBo')).toEqual(told);
      expect(await subjects('UsBo')).toEqual(told);
      expect(await titles('UsAna')).toEqual([]);
      const [mail, over] = mailServer.mails;
      expect(mail?.text).toContain('Consent was withdrawn. Sign in again.');
      expect(mail?.text).toContain('https://rollcall.example/identity-providers');
      expect(over?.text).toContain('Over: The sync reaches Azure AD again.');
    });

    it('tells nobody again who knows from a failed sync', async () => {
      await failed();
      await sut.tenantLost(aLoss(2));

      expect(await titles()).toEqual(['The scheduled sync failed']);
    });

    it('leaves what a sync found amiss to the next sync', async () => {
      await finished(['people-rejected'], week(1));
      await sut.tenantLost(aLoss(2));
      await sut.tenantVerified(aReturn(3));

      expect(await titles()).toEqual(['People could not be synced', ...told]);
      await finished([], week(60));
      expect((await titles()).at(-1)).toBe('Everybody could be synced again');
    });

    it('drops news that newer news of the connection has overtaken', async () => {
      await sut.tenantVerified(aReturn(3));
      await sut.tenantLost(aLoss(2));

      expect(await titles()).toEqual([]);
    });

    it('tells at each step that a secret runs out, whatever syncs find, and when it was renewed', async () => {
      const title = "Rollcall's access to Azure AD runs out soon";
      const second = anExpiry('2026-11-23T08:00:00.000Z', 7);
      await others.get(EventPublisher).publish('credential.expiring', anExpiry('2026-11-01T08:00:00.000Z', 30));
      await eventually(async () => expect(await titles()).toEqual([title]));
      await finished([], { finishedAt: '2026-11-08T08:00:00.000Z' });
      await sut.credentialExpiring(second);
      await sut.credentialExpiring(second);
      await sut.credentialExpiring(anExpiry('2026-11-02T08:00:00.000Z', 30));
      expect(await titles()).toEqual([title, title]);
      await sut.credentialExpiring(anExpiry('2026-11-24T08:00:00.000Z'));

      expect(await titles()).toEqual([title, title, "Rollcall's access to Azure AD was renewed"]);
      await allSent();
      expect(mailServer.mails.map(({ text }) => text?.match(/in (\d+) days/)?.[1])).toEqual(['30', '7', undefined]);
    });

    it('tells nobody where nothing was set up', async () => {
      userLifecycle.notify = undefined;
      await sut.tenantLost(aLoss(2));

      expect(await mongo.collection('inbox').countDocuments()).toBe(0);
    });
  });

  it('takes nothing for over after a run that only carried out approved removals', async () => {
    await finished(['removals-held'], week(1));
    await finished([], { ...week(2), trigger: 'removals' });
    expect(await titles()).toEqual(['Removals wait for your decision']);
    await finished([], week(3));

    expect(await titles()).toEqual(['Removals wait for your decision', 'No removal waits for a decision any more']);
  });

  it('tells of what a finished sync found amiss, once per cause, in one mail with counts', async () => {
    const causes = ['short-read', 'people-rejected', 'group-empty', 'group-unreadable'];
    await finished([...causes, 'people-rejected'], week(1));
    await finished(causes, week(2));

    expect(await titles()).toHaveLength(4);
    expect(await subjects()).toEqual(['4 things about the sync need a look']);
    const [mail] = mailServer.mails;
    expect(mail?.text).toContain('Read from Azure AD: 250\nAdded: 12\nCould not be synced: 3');
    expect(mail?.text).toContain('And 1 more, all in the report.');
    // Those that need somebody go first.
    expect(mail?.text?.indexOf('About people-rejected.')).toBeLessThan(mail?.text?.indexOf('About short-read.') ?? 0);
  });

  it('tells in one notice and one mail of several groups, and again of those only that are new', async () => {
    const empty = (...groups: string[]) => ({
      notices: groups.map((about) => ({ cause: 'group-empty', about, message: `${about} is empty.` })),
    });
    await finished([], { ...week(1), ...empty('Sales', 'Support') });
    await finished([], { ...week(2), ...empty('Sales', 'Support', 'Tech') });
    await finished([], { ...week(3), ...empty('Tech') });

    const title = 'A synced group is suddenly empty';
    expect(await subjects()).toEqual([title, title]);
    const { items } = await rpc.request('rpc.inbox.list', { accountId, userId: 'UsAna' });
    expect(items.map(({ message }) => message)).toEqual(['Tech is empty.', 'Sales is empty. Support is empty.']);
    await finished([], week(4));
    expect((await titles()).slice(2)).toEqual(['No synced group is empty any more']);
  });

  it('leads from held removals, in the app and in the mail, to where they are decided about', async () => {
    await finished(['removals-held'], week(1));

    await subjects();
    expect(mailServer.mails[0]?.html).toContain('href="https://rollcall.example/removals"');
    expect(mailServer.mails[0]?.text).toContain('See who they are, and decide: https://rollcall.example/removals');
    const [notice] = (await rpc.request('rpc.inbox.list', { accountId, userId: 'UsAna' })).items;
    expect(notice?.link).toBe('/removals');
  });

  it('puts before what is new and passes what lasts and waits for somebody', async () => {
    await finished(['people-rejected'], week(1));
    await finished(['people-rejected', 'short-read', 'directory-throttled', 'users-unresolved'], week(2));

    await subjects();
    const text = mailServer.mails[1]?.text ?? '';
    expect(text.indexOf('About people-rejected.')).toBeLessThan(text.indexOf('About short-read.'));
    expect(text).toContain('Since 8 January 2026 at 00:00 UTC');
    expect(text).toContain('And 1 more, all in the report.');
  });

  describe('of a slot of the schedule that was missed', () => {
    it('tells once, with when it was due, and that it is over when a run has finished', async () => {
      const event = aLateRequest();
      await others.get(EventPublisher).publish('sync.requested', event);
      await eventually(async () => expect(await titles()).toHaveLength(1));
      await sut.syncRequested(event);
      await failed({ finishedAt: '2026-11-24T06:30:00.000Z' });
      await finished([], { finishedAt: '2026-11-24T07:00:00.000Z' });
      await sut.syncRequested(event);

      const [missed, ...later] = await titles();
      expect([missed, later[0]]).toEqual(['A scheduled sync was missed', 'The scheduled sync failed']);
      expect(later.slice(1).sort()).toEqual([
        'The missed sync has been made up for',
        'The sync reaches Azure AD again',
      ]);
      expect(await subjects()).toHaveLength(3);
      const { text } = mailServer.mails.find(({ subject }) => subject === missed) ?? {};
      expect(text).toContain('A scheduled sync of your directory starts much later than it was due.');
      expect(text).toContain(
        'due on 17 November 2026 at 06:00 UTC could not start before 24 November 2026 at 06:00 UTC',
      );
    });

    it('keeps what the run before it found, though that is told later', async () => {
      await sut.syncRequested(aLateRequest());
      await finished(['people-rejected'], { finishedAt: '2026-11-24T05:59:59.000Z' });

      expect(await titles()).toEqual(['People could not be synced', 'A scheduled sync was missed']);
    });

    it.each([
      ['starts within the hour', { scheduledFor: '2026-11-24T05:00:01.000Z' }],
      ['is none of the schedule', { trigger: 'manual' as const }],
    ])('says nothing of a run that %s', async (_title, more) => {
      await sut.syncRequested(aLateRequest(more));
      expect(await titles()).toEqual([]);
    });
  });

  describe('of a run that the schedule asked for in time', () => {
    const due = { scheduledFor: '2026-11-24T06:00:00.000Z' };
    const after = (hours: number) => new Date(Date.UTC(2026, 10, 24, 6 + hours));
    const look = (hours: number) => app.get(ScheduledRunsService).look(after(hours));
    const waiting = () => mongo.collection('scheduled_runs').countDocuments();
    const aKnownRun = (status: Run['status'], runId = aLateRequest().runId): Run => {
      const progress = { phase: 'starting' as const, people: 0 };
      return { runId, status, progress, notices: [], requests: 0, units: 0 };
    };

    afterEach(() => {
      userLifecycle.runs = undefined;
    });

    it.each([
      ['does not know it', []],
      ['has it in its queue, and nothing to do', [aKnownRun('queued')]],
    ])('tells once that nobody took it up, where sync-runner %s', async (_title, runs) => {
      userLifecycle.runs = runs;
      await sut.syncRequested(aLateRequest(due));
      await look(1);
      expect(await titles()).toEqual([]);
      await look(2);
      await look(3);

      expect(await titles()).toEqual(['A scheduled sync was missed']);
      const { items } = await rpc.request('rpc.inbox.list', { accountId, userId: 'UsAna' });
      expect(items[0]?.message).toContain('due on 24 November 2026 at 06:00 UTC had not started by');
      expect(await waiting()).toBe(0);
      await finished([], { finishedAt: after(4).toISOString() });
      expect(await titles()).toEqual(['A scheduled sync was missed', 'The missed sync has been made up for']);
    });

    it.each(['running', 'success', 'failure', 'cancelled'] as const)(
      'says nothing of one that is %s',
      async (status) => {
        userLifecycle.runs = [aKnownRun(status)];
        await sut.syncRequested(aLateRequest(due));
        await look(2);

        expect([await titles(), await waiting()]).toEqual([[], 0]);
      },
    );

    it('waits while a long run is before it', async () => {
      userLifecycle.runs = [aKnownRun('queued'), aKnownRun('running', 'another')];
      await sut.syncRequested(aLateRequest(due));
      await look(2);
      await look(8);

      expect([await titles(), await waiting()]).toEqual([[], 1]);
    });

    it('tells that nobody took it up where sync-runner has not answered for hours', async () => {
      userLifecycle.counts = undefined;
      await sut.syncRequested(aLateRequest(due));
      await look(2);
      expect(await titles()).toEqual([]);
      await look(3);

      expect(await titles()).toEqual(['A scheduled sync was missed']);
    });
  });

  it('sends the mail without counts where the run can not be asked for', async () => {
    userLifecycle.counts = undefined;
    await finished(['people-rejected'], week(1));

    expect(await subjects()).toEqual(['People could not be synced']);
    expect(mailServer.mails[0]?.text).not.toContain('Read from Azure AD');
  });

  it('says in one mail what is new and what is over', async () => {
    await finished(['people-rejected'], week(1));
    await finished(['group-empty'], week(2));

    expect(await subjects()).toEqual(['People could not be synced', 'A synced group is suddenly empty']);
    expect(mailServer.mails[1]?.text).toContain('Over: Everybody could be synced again.');
  });

  it('drops what a newer sync has overtaken', async () => {
    await finished([], week(2));
    await failed(week(1));

    expect(await titles()).toEqual([]);
  });

  it('tells whoever is newly chosen, and only them, of what lasts', async () => {
    await failed(week(1));
    await failed({ ...week(2), notify: ['UsAna', 'UsBo'] });

    expect(await titles()).toHaveLength(1);
    expect(await titles('UsBo')).toEqual(['The scheduled sync failed']);
    await finished([], { ...week(3), notify: ['UsBo'] });
    expect(await titles()).toHaveLength(1);
    expect(await titles('UsBo')).toHaveLength(2);
  });

  it('reminds once after a week, and only of what waits for somebody', async () => {
    await finished(['people-rejected', 'short-read'], week(1));
    await remindAt(1.9);
    expect(await titles()).toHaveLength(2);
    await remindAt(2);
    await remindAt(2);
    await finished(['people-rejected', 'short-read'], week(2.1));
    await remindAt(9);

    const reminder = 'Reminder: People could not be synced';
    expect((await titles()).slice(2)).toEqual([reminder]);
    expect((await subjects()).slice(1)).toEqual([reminder]);
    expect(mailServer.mails[1]?.text).toContain('Since 8 January 2026 at 00:00 UTC');
  });

  it('reminds nobody of what is over', async () => {
    await finished(['people-rejected'], week(1));
    await finished([], week(1.5));
    await remindAt(3);

    expect(await subjects()).toEqual(['People could not be synced', 'Everybody could be synced again']);
  });

  it.each(['deactivated', 'no administrator'])(
    'tells the Super Admins in place of one who is %s, and says so',
    async (why) => {
      const bo = userLifecycle.people.get('UsBo');
      if (why === 'deactivated' || !bo) userLifecycle.people.delete('UsBo');
      else userLifecycle.people.set('UsBo', { ...bo, role: 'User' });
      userLifecycle.people.set('UsSue', { userId: 'UsSue', name: 'Sue', email: 'sue@contoso.com', role: 'SuperAdmin' });
      await failed({ notify: ['UsAna', 'UsBo'] });

      expect(await subjects('UsSue')).toEqual(['The scheduled sync failed']);
      expect(await subjects('UsBo')).toEqual([]);
      for (const { text } of mailServer.mails) expect(text).toContain('One person chosen under');
      const [notice] = (await rpc.request('rpc.inbox.list', { accountId, userId: 'UsSue' })).items;
      expect(notice?.message).toContain('The Super Admins are told instead.');
    },
  );

  it('tells one without the role where there is nobody else', async () => {
    userLifecycle.people.clear();
    userLifecycle.people.set('UsAna', { userId: 'UsAna', name: 'Ana', email: 'ana@contoso.com', role: 'User' });
    await failed();

    expect(await subjects()).toEqual(['The scheduled sync failed']);
  });

  it.each([{ notify: [] }, { notify: ['UsGone'] }])(
    'stores nothing where there is nobody to tell: %j',
    async (whom) => {
      await failed(whom);

      expect((await rpc.request('rpc.deliveries.list', { accountId })).items).toEqual([]);
      expect(await mongo.collection('inbox').countDocuments()).toBe(0);
    },
  );

  it('lets people turn off by one click what is not essential, and nothing else', async () => {
    await finished(['people-rejected'], week(1));
    await failed(week(2));
    await subjects();
    const [rejected, lost] = mailServer.mailsTo('ana@contoso.com').map(({ headers }) => headers.get('list'));
    expect(lost).toBeUndefined();
    const { url } = (rejected as { unsubscribe: { url: string } }).unsubscribe;
    expect(url).toMatch(/^https:\/\/rollcall\.example\/api\/v1\/notifications\/unsubscribe\/[\w-]{32}$/);
    const token = url.split('/').at(-1) ?? '';
    expect(await rpc.request('rpc.notification-preferences.unsubscribe', { token })).toEqual({ email: false });
    await expect(
      rpc.request('rpc.notification-preferences.unsubscribe', { token: token.toLowerCase().padEnd(40, '-') }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await finished(['people-rejected', 'group-empty'], week(3));

    expect(await subjects()).toHaveLength(2);
    expect(await titles()).toHaveLength(4);
  });

  it('lets whoever looks know that there is something new, or that it was read', async () => {
    const heard: string[] = [];
    const stop = others
      .get(Live)
      .listen('live.inbox', (changed) => heard.push(`${changed.accountId} ${changed.userId}`));
    await others.get(BusConnection).connection.flush();
    await finished(['people-rejected', 'short-read'], week(1));
    await eventually(() => expect(heard).toEqual([`${accountId} UsAna`]));
    await rpc.request('rpc.inbox.read', { accountId, userId: 'UsAna' });

    await eventually(() => expect(heard).toHaveLength(2));
    stop();
  });

  it('mails only what is essential to whoever wants no mail', async () => {
    const whose = { accountId, userId: 'UsAna' };
    expect(await rpc.request('rpc.notification-preferences.get', whose)).toEqual({ email: true });
    await rpc.request('rpc.notification-preferences.set', { ...whose, email: false });
    await finished(['people-rejected'], week(1));
    await failed(week(2));

    expect(await titles()).toEqual(['People could not be synced', 'The scheduled sync failed']);
    expect(await subjects()).toEqual(['The scheduled sync failed']);
    expect(await rpc.request('rpc.notification-preferences.get', whose)).toEqual({ email: false });
    expect(await rpc.request('rpc.notification-preferences.get', { ...whose, accountId: 'Ac0000002' })).toEqual({
      email: true,
    });
  });
});
