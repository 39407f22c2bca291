import type { INestApplication } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import { RefusedError, RpcClient } from '@rollcall/messaging';
import type { Connection } from 'mongoose';
import { accountId } from '../testing/events.builders.js';
import { MailServer } from '../testing/mail-server.js';
import { startNotification, startUserLifecycle } from '../testing/start-services.js';
import { InboxRepository, type NewNotice } from './inbox.repository.js';
import { InboxService } from './inbox.service.js';

const aNotice = (day: number): NewNotice => ({
  accountId,
  eventId: `${day}`,
  userId: 'UsAna',
  cause: 'connection-lost',
  title: 'The scheduled sync failed',
  message: 'Why.',
  at: new Date(Date.UTC(2026, 10, day)),
});

describe(InboxService.name, () => {
  let mailServer: MailServer;
  let app: INestApplication;
  let others: INestApplication;
  let rpc: RpcClient;
  let mongo: Connection;

  const inboxOf = (userId: string, more = {}) => rpc.request('rpc.inbox.list', { accountId, userId, ...more });
  const put = (...days: number[]) =>
    mongo.transaction((session) => app.get(InboxRepository).insert(session, days.map(aNotice)));

  beforeAll(async () => {
    mailServer = await MailServer.listen();
    others = await startUserLifecycle();
    app = await startNotification({ SMTP_URL: mailServer.url });
    rpc = others.get(RpcClient);
    mongo = app.get<Connection>(getConnectionToken());
  });

  beforeEach(async () => {
    await Promise.all(Object.values(mongo.collections).map((collection) => collection.deleteMany({})));
  });

  afterAll(async () => {
    await app.close();
    await others.close();
    await mailServer.close();
  });

  it('lists the newest first, page by page', async () => {
    await put(3, 1, 2);

    const first = await inboxOf('UsAna', { limit: 2 });
    expect(first.items.map(({ at }) => at.slice(0, 10))).toEqual(['2026-11-03', '2026-11-02']);
    const second = await inboxOf('UsAna', { limit: 2, cursor: first.next });
    expect(second.items.map(({ at }) => at.slice(0, 10))).toEqual(['2026-11-01']);
    expect(second.next).toBeUndefined();
  });

  it('marks one notice read, then the rest', async () => {
    await put(1, 2, 3);
    const { items } = await inboxOf('UsAna');
    const whose = { accountId, userId: 'UsAna' };

    expect(await rpc.request('rpc.inbox.read', { ...whose, noticeId: items[1]?.id })).toEqual({ unread: 2 });
    expect((await inboxOf('UsAna')).items.map(({ read }) => read)).toEqual([false, true, false]);
    expect(await rpc.request('rpc.inbox.read', whose)).toEqual({ unread: 0 });
  });

  it("shows and changes nobody else's inbox, not even under the same user id in another account", async () => {
    await put(1);
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
