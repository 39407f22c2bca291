import type { INestApplication } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import { EventPublisher, RefusedError, RpcClient } from '@rollcall/messaging';
import { eventually } from '@rollcall/servers';
import type { Connection } from 'mongoose';
import { accountId, aFailure } from '../testing/events.builders.js';
import { MailServer } from '../testing/mail-server.js';
import { startNotification, startUserLifecycle, UserLifecycle } from '../testing/start-services.js';
import { InboxController } from './inbox.controller.js';

describe('telling of a failed sync', () => {
  let mailServer: MailServer;
  let app: INestApplication;
  let others: INestApplication;
  let people: UserLifecycle['people'];
  let rpc: RpcClient;
  let mongo: Connection;
  let sut: InboxController;

  const inboxOf = (userId: string, more = {}) => rpc.request('rpc.inbox.list', { accountId, userId, ...more });
  const mailed = async () => {
    const { items } = await rpc.request('rpc.deliveries.list', { accountId });
    return items.map(({ state, userId }) => `${state} ${userId}`);
  };

  beforeAll(async () => {
    mailServer = await MailServer.listen();
    others = await startUserLifecycle();
    app = await startNotification({ SMTP_URL: mailServer.url });
    people = others.get(UserLifecycle).people;
    rpc = others.get(RpcClient);
    mongo = app.get<Connection>(getConnectionToken());
    sut = app.get(InboxController);
  });

  beforeEach(async () => {
    await Promise.all(Object.values(mongo.collections).map((collection) => collection.deleteMany({})));
    mailServer.mails.length = 0;
    people.clear();
    people.set('UsAna', { userId: 'UsAna', name: 'Ana Sample', email: 'ana@contoso.com' });
    people.set('UsBo', { userId: 'UsBo', name: 'Bo Specimen', email: 'bo@contoso.com' });
  });

  afterAll(async () => {
    await app.close();
    await others.close();
    await mailServer.close();
  });

  it('puts a notice in the inbox and sends a mail, with what happened and where to go', async () => {
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
    expect(await inboxOf('UsAna')).toEqual({
      unread: 1,
      items: [
        {
          id: expect.any(String) as string,
          cause: 'connection-lost',
          title: 'The scheduled sync failed',
          message: 'Consent was withdrawn. Sign in again.',
          link: `/sync-runs/${event.runId}`,
          at: '2026-11-24T06:21:00.000Z',
          read: false,
        },
      ],
    });
  });

  it('tells nobody twice, however often and however close together the event comes', async () => {
    const event = aFailure({ notify: ['UsAna', 'UsBo', 'UsAna'] });
    await Promise.all([sut.syncFailed(event), sut.syncFailed(event), sut.syncFailed(event)]);
    await sut.syncFailed(event);

    await eventually(async () => expect((await mailed()).sort()).toEqual(['sent UsAna', 'sent UsBo']));
    expect(mailServer.mails).toHaveLength(2);
    expect(await inboxOf('UsAna')).toMatchObject({ unread: 1 });
    expect(await inboxOf('UsBo')).toMatchObject({ unread: 1 });
  });

  it('asks those chosen for it, once, to decide about removals that are held', async () => {
    const event = { ...aFailure(), people: 200 };
    await others.get(EventPublisher).publish('removals.held', event);
    await sut.removalsHeld(event);

    await eventually(async () => expect(await mailed()).toEqual(['sent UsAna']));
    const [mail] = mailServer.mailsTo('ana@contoso.com');
    expect(mail?.subject).toBe('Removals wait for your decision');
    expect(mail?.text).toContain('200 people are gone from Azure AD');
    expect(mail?.text).toContain('https://rollcall.example/removals');
    expect(await inboxOf('UsAna')).toMatchObject({
      unread: 1,
      items: [{ cause: 'removals-held', title: 'Removals wait for your decision', link: '/removals' }],
    });
  });

  it('passes over people who are unknown by now', async () => {
    await sut.syncFailed(aFailure({ notify: ['UsGone', 'UsBo'] }));

    await eventually(async () => expect(await mailed()).toEqual(['sent UsBo']));
    expect(await inboxOf('UsGone')).toEqual({ unread: 0, items: [] });
  });

  it.each([{ notify: [] }, { notify: ['UsGone'] }])(
    'stores nothing where there is nobody to tell: %j',
    async (whom) => {
      await sut.syncFailed(aFailure(whom));

      expect(await mailed()).toEqual([]);
      expect(await mongo.collection('inbox').countDocuments()).toBe(0);
    },
  );

  it('lists the newest first, page by page', async () => {
    const days = [3, 1, 2];
    for (const day of days) await sut.syncFailed(aFailure({ finishedAt: `2026-11-0${day}T00:00:00.000Z` }));

    const first = await inboxOf('UsAna', { limit: 2 });
    expect(first.items.map(({ at }) => at.slice(0, 10))).toEqual(['2026-11-03', '2026-11-02']);
    const second = await inboxOf('UsAna', { limit: 2, cursor: first.next });
    expect(second.items.map(({ at }) => at.slice(0, 10))).toEqual(['2026-11-01']);
    expect(second.next).toBeUndefined();
  });

  it('marks one notice read, then the rest', async () => {
    for (let failures = 0; failures < 3; failures++) await sut.syncFailed(aFailure());
    const { items } = await inboxOf('UsAna');
    const whose = { accountId, userId: 'UsAna' };

    expect(await rpc.request('rpc.inbox.read', { ...whose, noticeId: items[1]?.id })).toEqual({ unread: 2 });
    expect((await inboxOf('UsAna')).items.map(({ read }) => read)).toEqual([false, true, false]);
    expect(await rpc.request('rpc.inbox.read', whose)).toEqual({ unread: 0 });
  });

  it("shows and changes nobody else's inbox, not even under the same user id in another account", async () => {
    await sut.syncFailed(aFailure());
    const noticeId = (await inboxOf('UsAna')).items[0]?.id;
    const strangers = [
      { accountId: 'Ac0000002', userId: 'UsAna' },
      { accountId, userId: 'UsBo' },
    ];

    for (const stranger of strangers) {
      expect(await rpc.request('rpc.inbox.list', stranger)).toEqual({ unread: 0, items: [] });
      await expect(rpc.request('rpc.inbox.read', { ...stranger, noticeId })).rejects.toThrow(RefusedError);
      expect(await rpc.request('rpc.inbox.read', stranger)).toEqual({ unread: 0 });
    }
    expect(await rpc.request('rpc.deliveries.list', { accountId: 'Ac0000002' })).toEqual({ items: [] });
    expect(await inboxOf('UsAna')).toMatchObject({ unread: 1 });
  });

  it('refuses a cursor that is none', async () => {
    await expect(inboxOf('UsAna', { cursor: 'nonsense' })).rejects.toThrow('cursor is not one that this list gave');
  });
});
