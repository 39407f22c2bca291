import type { INestApplication } from '@nestjs/common';
import type { Actor, AuditRecorded } from '@rollcall/contracts';
import { BusConnection, EventPublisher, RpcClient } from '@rollcall/messaging';
import { eventually, freePort, testServers } from '@rollcall/servers';
import { type Connection, createConnection } from 'mongoose';
import { examples } from '../templates/examples.js';
import { accountId, aCreation, aDelivery } from '../testing/events.builders.js';
import { MailServer } from '../testing/mail-server.js';
import { startNotification, startUserLifecycle, UserLifecycle } from '../testing/start-services.js';
import { register } from 'prom-client';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { DeliveryDocument } from './deliveries.schema.js';
import { MeasureService } from './measure.service.js';
import { SenderService } from './sender.service.js';
import { TurnsRepository } from './turns.repository.js';

describe('deliveries', () => {
  let mailServer: MailServer;
  let mongo: Connection;
  let others: INestApplication;
  let userLifecycle: UserLifecycle;
  const started: INestApplication[] = [];

  const start = async (settings: Record<string, string> = {}) => {
    const app = await startNotification({ SMTP_URL: mailServer.url, ...settings });
    started.push(app);
    return app;
  };
  const documents = () => mongo.collection<DeliveryDocument>('deliveries').find().sort({ userId: 1 }).toArray();
  const onlyDocument = async () => {
    const [document, ...more] = await documents();
    if (!document || more.length > 0) throw new Error(`there are ${more.length} deliveries more than one, or none`);
    return document;
  };
  const stateOf = async () => (await onlyDocument()).state;
  const letTimePass = () => mongo.collection('deliveries').updateMany({}, { $set: { nextAttemptAt: new Date() } });
  const store = (app: INestApplication, ...mails: Parameters<typeof aDelivery>[0][]) =>
    app.get(DeliveriesRepository).store(mails.map(aDelivery));

  beforeAll(async () => {
    mongo = createConnection(testServers().mongoUrl, { dbName: 'rollcall_notification' });
    others = await startUserLifecycle();
    userLifecycle = others.get(UserLifecycle);
  });

  beforeEach(async () => {
    mailServer = await MailServer.listen();
    userLifecycle.people.clear();
    for (const id of ['Ana', 'Bo']) {
      userLifecycle.people.set(id, { userId: id, name: id, email: `${id.toLowerCase()}@contoso.com` });
    }
    userLifecycle.issued = 0;
  });

  afterEach(async () => {
    mailServer.letGo();
    await Promise.all(started.splice(0).map((app) => app.close()));
    await mailServer.close();
    await mongo.collection('deliveries').deleteMany({});
  });

  afterAll(async () => {
    await others.close();
    await mongo.close();
  });

  it('invites each created user by a mail with a link of their own', async () => {
    await start();
    await others.get(EventPublisher).publish('user.changed', aCreation('Ana', 'Bo'));

    await eventually(() => expect(mailServer.mails).toHaveLength(2));
    expect(mailServer.mailsTo('ana@contoso.com')[0]?.text).toContain(
      'https://rollcall.example/invitations/1-token-of-Ana',
    );
    expect(mailServer.mailsTo('bo@contoso.com')[0]?.text).toContain('/invitations/1-token-of-Bo');
  });

  it('invites once, however often the event comes', async () => {
    const sut = (await start()).get(DeliveriesController);
    const event = aCreation('Ana');
    await sut.userChanged(event);
    await sut.userChanged(event);
    await eventually(async () => expect(await stateOf()).toBe('sent'));
    await sut.userChanged(event);

    expect(mailServer.mails).toHaveLength(1);
    expect(userLifecycle.issued).toBe(1);
  });

  it('invites nobody for other changes, nor anyone for whom no invitation is issued', async () => {
    const sut = (await start()).get(DeliveriesController);
    const change = { userId: 'Ana', version: 2, change: 'updated' as const, fields: ['Department'] };
    await sut.userChanged({ ...aCreation(), changes: [change] });
    expect(userLifecycle.issued).toBe(0);
    await sut.userChanged(aCreation('Guest'));

    expect(await documents()).toEqual([]);
  });

  it('forgets the token once the mail is sent, and never lists it', async () => {
    const app = await start();
    mailServer.hold();
    await store(app, {});
    const listed = await others.get(RpcClient).request('rpc.deliveries.list', { accountId, state: 'queued' });
    expect(listed.items).toHaveLength(1);
    expect(JSON.stringify(listed)).not.toContain('s3cret');
    mailServer.letGo();

    await eventually(async () => expect(await stateOf()).toBe('sent'));
    expect(JSON.stringify(await documents())).not.toContain('s3cret');
  });

  it('tries again after a 451, under the same Message-ID', async () => {
    mailServer.answer('ana@contoso.com', 451);
    const app = await start();
    await store(app, {});
    const putOff = await eventually(async () => {
      const document = await onlyDocument();
      expect(document.lastError).toBe('451 4.2.0: the mail server put off the recipient');
      return document;
    });
    expect(putOff).toMatchObject({ state: 'queued', attempts: 1 });
    expect(putOff.nextAttemptAt.getTime()).toBeGreaterThan(Date.now() + 20_000);
    await letTimePass();

    await eventually(async () => expect(await stateOf()).toBe('sent'));
    expect(await onlyDocument()).toMatchObject({ attempts: 2 });
    expect(mailServer.mails.map(({ messageId }) => messageId)).toEqual([`<${putOff._id}@rollcall.example>`]);
  });

  it('gives up at a 550, says why without the address, and forgets the token', async () => {
    mailServer.answer('ana@contoso.com', 550);
    const app = await start();
    await store(app, {});
    await eventually(async () => expect(await stateOf()).toBe('failed'));
    await letTimePass();
    await app.get(DeliveriesRepository).store([aDelivery({ userId: 'UsBo', to: 'bo@contoso.com' })]);

    await eventually(() => expect(mailServer.mailsTo('bo@contoso.com')).toHaveLength(1));
    expect(mailServer.mailsTo('ana@contoso.com')).toHaveLength(0);
    const [failed] = await documents();
    expect(failed).toMatchObject({ attempts: 1, lastError: '550 5.2.0: the mail server refused the recipient' });
    expect(failed).not.toHaveProperty('data');
  });

  it('sends a notice that failed again when asked, and neither one that is sent nor one of another account', async () => {
    mailServer.answer('ana@contoso.com', 550);
    const rpc = others.get(RpcClient);
    const app = await start();
    await store(app, examples.failed);
    await eventually(async () => expect(await stateOf()).toBe('failed'));
    const { _id: deliveryId } = await onlyDocument();

    await expect(rpc.request('rpc.deliveries.resend', { accountId: 'Ac0000002', deliveryId })).rejects.toThrow(
      'no such',
    );
    expect(await rpc.request('rpc.deliveries.resend', { accountId, deliveryId })).toMatchObject({ state: 'queued' });
    await eventually(async () => expect(await stateOf()).toBe('sent'));
    expect(await onlyDocument()).toMatchObject({ attempts: 1 });
    expect(await onlyDocument()).not.toHaveProperty('lastError');
    await expect(rpc.request('rpc.deliveries.resend', { accountId, deliveryId })).rejects.toMatchObject({
      code: 'not-failed',
    });
  });

  it('leaves in the audit trail who had what sent again, without addresses and words', async () => {
    mailServer.answer('ana@contoso.com', 550);
    const rpc = others.get(RpcClient);
    const app = await start();
    const audited: AuditRecorded[] = [];
    app.get(BusConnection).connection.subscribe('audit.recorded', {
      callback: (_error, message) => void audited.push(message.json<AuditRecorded>()),
    });
    await store(app, examples.failed);
    await eventually(async () => expect(await stateOf()).toBe('failed'));
    const { _id: deliveryId, userId } = await onlyDocument();
    const actor: Actor = { userId: 'UsBo', name: 'Bo Specimen', role: 'SuperAdmin' };
    await rpc.request('rpc.deliveries.resend', { accountId, actor, deliveryId });
    await rpc.request('rpc.deliveries.invite', { accountId, actor, userId: 'Ana' });

    await eventually(() => expect(audited).toHaveLength(2));
    expect(audited).toMatchObject([
      { accountId, actor, action: 'Resent a mail', target: userId, after: { deliveryId } },
      { accountId, actor, action: 'Resent an invitation', target: 'Ana', after: { template: 'invitation' } },
    ]);
    expect(JSON.stringify(audited)).not.toMatch(/@|token/);
  });

  it('invites again with a new link, also where the first mail failed, and forgets what still waits', async () => {
    const rpc = others.get(RpcClient);
    mailServer.answer('ana@contoso.com', 550);
    const sut = (await start()).get(DeliveriesController);
    await sut.userChanged(aCreation('Ana'));
    await eventually(async () => expect(await stateOf()).toBe('failed'));
    const { _id: deliveryId } = await onlyDocument();
    await mongo.collection('deliveries').insertOne({
      ...(await onlyDocument()),
      _id: 'waits',
      state: 'queued',
      eventId: 'e',
      nextAttemptAt: new Date(Date.now() + 60_000),
    } as never);
    await rpc.request('rpc.deliveries.resend', { accountId, deliveryId });

    await eventually(() =>
      expect(mailServer.mailsTo('ana@contoso.com')[0]?.text).toContain('/invitations/2-token-of-Ana'),
    );
    await rpc.request('rpc.deliveries.invite', { accountId, userId: 'Ana' });
    await eventually(() => expect(mailServer.mailsTo('ana@contoso.com')).toHaveLength(2));
    const listed = await rpc.request('rpc.deliveries.list', { accountId, template: 'invitation', userId: 'Ana' });
    expect(listed.items.find(({ id }) => id === 'waits')).toMatchObject({
      state: 'failed',
      lastError: 'replaced by a newer invitation',
    });
    expect((await rpc.request('rpc.deliveries.list', { accountId, userId: 'Bo' })).items).toEqual([]);
    await expect(rpc.request('rpc.deliveries.invite', { accountId, userId: 'Nobody' })).rejects.toMatchObject({
      code: 'not-invited',
    });
  });

  it('sends no faster than it is told, and a failure notice before the invitations that wait for their turn', async () => {
    const gapMs = 50;
    const app = await start({ SMTP_RATE_PER_MINUTE: String(60_000 / gapMs), SEND_INTERVAL_MS: '60000' });
    const since = performance.now();
    await store(
      app,
      ...Array.from({ length: 40 }, (_, index) => ({ userId: `U${index}`, to: `u${index}@contoso.com` })),
    );
    app.get(SenderService).nudge();
    await eventually(() => expect(mailServer.mails.length).toBeGreaterThanOrEqual(5), { intervalMs: 5 });
    const before = mailServer.mails.length;
    await store(app, { to: 'admin@contoso.com', ...examples.failed });

    await eventually(() => expect(mailServer.mailsTo('admin@contoso.com')).toHaveLength(1), { intervalMs: 5 });
    expect(mailServer.mails.length - before).toBeLessThan(15);
    await eventually(() => expect(mailServer.mails).toHaveLength(41));
    expect(performance.now() - since).toBeGreaterThan(40 * gapMs);
  });

  it('sends no faster with more instances: they share one pace', async () => {
    const gapMs = 100;
    const settings = { SMTP_RATE_PER_MINUTE: String(60_000 / gapMs) };
    const [one] = [await start(settings), await start(settings), await start(settings)];
    const arrivals: number[] = [];
    mailServer.onMail = () => arrivals.push(performance.now());
    await store(
      one,
      ...Array.from({ length: 15 }, (_, index) => ({ userId: `U${index}`, to: `u${index}@contoso.com` })),
    );
    await eventually(() => expect(mailServer.mails).toHaveLength(15));

    const [first = 0] = arrivals;
    const last = arrivals.at(-1) ?? 0;
    // Fourteen gaps; the last mail may have been quicker on its way than the first.
    expect(last - first).toBeGreaterThan(12 * gapMs);
  });

  it('gives a turn that was not used to the next at once', async () => {
    const app = await start({ SMTP_RATE_PER_MINUTE: '1', SEND_INTERVAL_MS: '60000' });
    const turns = app.get(TurnsRepository);
    await mongo.collection('turns').deleteMany({});
    const unused = await turns.take();
    if (!unused.taken) throw new Error('the first turn was not free');
    await turns.giveBack(unused.id);

    expect(await turns.take()).toMatchObject({ taken: true });
    const refused = await turns.take();
    expect(refused.taken ? 0 : refused.waitMs).toBeGreaterThan(50_000);
    await turns.giveBack(unused.id);
    expect(await turns.take()).toMatchObject({ taken: false });
    await mongo.collection('turns').deleteMany({});
  });

  it('signs in to the mail server over TLS where its address says so', async () => {
    const secure = await MailServer.listen(0, { user: 'rollcall', pass: 'p@ss word' });
    const app = await start({ SMTP_URL: secure.urlFor('rollcall', 'p@ss word') });
    await store(app, {});
    await eventually(async () => expect(await stateOf()).toBe('sent'));
    expect(secure.mails).toHaveLength(1);
    expect(secure.sessions).toEqual([{ user: 'rollcall', secure: true }]);
    await secure.close();
  });

  it('keeps mail, and says why, where the mail server refuses the password', async () => {
    const secure = await MailServer.listen(0, { user: 'rollcall', pass: 'right' });
    const app = await start({ SMTP_URL: secure.urlFor('rollcall', 'wrong') });
    await store(app, {});
    const waiting = await eventually(async () => {
      const document = await onlyDocument();
      expect(document.lastError).toContain('it wants another sign-in');
      return document;
    });
    expect(waiting.state).toBe('queued');
    expect(waiting.lastError).not.toContain('wrong');
    await secure.close();
  });

  it('counts what waits, since when, and what came of each attempt', async () => {
    const app = await start({ SEND_INTERVAL_MS: '60000' });
    await store(app, { userId: 'a' }, { userId: 'b' });
    await mongo
      .collection('deliveries')
      .updateOne({ userId: 'a' }, { $set: { createdAt: new Date(Date.now() - 90_000) } });
    await app.get(MeasureService).measure();
    const metrics = await register.metrics();
    expect(metrics).toContain('rollcall_mails_queued{template="invitation"} 2');
    expect(metrics).toContain('rollcall_mails_queued{template="sync-notice"} 0');
    expect(metrics).toMatch(/rollcall_mails_oldest_seconds\{template="invitation"\} 9\d/);
    mailServer.answer('ana@contoso.com', 550);
    app.get(SenderService).nudge();

    await eventually(async () => {
      await app.get(MeasureService).measure();
      expect(await register.metrics()).toContain('rollcall_mails_queued{template="invitation"} 0');
    });
    expect(await register.metrics()).toMatch(/rollcall_mail_attempts_total\{result="refused",code="550"\} \d/);
  });

  it('lists to whom, what and when, with when a mail that waits is tried next', async () => {
    const app = await start({ KEEP_NOTICES_DAYS: '30' });
    mailServer.answer('bo@contoso.com', 451);
    await store(app, { userId: 'Ana', ...examples.failed }, { userId: 'Bo', to: 'bo@contoso.com' });
    const list = () => others.get(RpcClient).request('rpc.deliveries.list', { accountId });
    const { items } = await eventually(async () => {
      const listed = await list();
      expect(listed.items.map(({ state, attempts }) => `${state} ${attempts}`).sort()).toEqual(['queued 1', 'sent 1']);
      return listed;
    });

    const [ana, bo] = items.toSorted((one, other) => one.userId.localeCompare(other.userId));
    expect(ana).toMatchObject({ to: 'ana@contoso.com', subject: 'The scheduled sync failed' });
    expect(ana?.nextAttemptAt).toBeUndefined();
    expect(bo).toMatchObject({
      subject: 'You are invited to Kissflow',
      lastError: expect.stringContaining('451') as string,
    });
    expect(Date.parse(bo?.nextAttemptAt ?? '') - Date.parse(bo?.createdAt ?? '')).toBeGreaterThan(25_000);
    const [{ createdAt, expiresAt } = { createdAt: new Date(), expiresAt: new Date() }] = await documents();
    expect(expiresAt.getTime() - createdAt.getTime()).toBe(30 * 24 * 60 * 60 * 1_000);
  });

  it('gives up after the last attempt', async () => {
    mailServer.answer('ana@contoso.com', 451);
    const app = await start({ SEND_INTERVAL_MS: '60000' });
    await store(app, {});
    await mongo.collection('deliveries').updateOne({}, { $set: { attempts: 27 } });
    app.get(SenderService).nudge();

    await eventually(async () => expect(await onlyDocument()).toMatchObject({ state: 'failed', attempts: 28 }));
  });

  it('keeps mail while the mail server is away and sends it when it is back', async () => {
    const port = await freePort();
    const app = await start({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    await store(app, {});
    await eventually(async () =>
      expect(await onlyDocument()).toMatchObject({
        state: 'queued',
        lastError: "ESOCKET: the mail server can't be used: there is no connection, or it broke off",
      }),
    );
    const back = await MailServer.listen(port);
    await letTimePass();

    await eventually(async () => expect(await stateOf()).toBe('sent'));
    expect(back.mails).toHaveLength(1);
    await back.close();
  });

  it('sends each of 200 mails once, whichever of two instances sends it', async () => {
    mailServer.hold();
    const ids = Array.from({ length: 200 }, (_, index) => `U${index}`);
    for (const id of ids) userLifecycle.people.set(id, { userId: id, name: id, email: `${id}@contoso.com` });
    await start({ MAIL_FROM: 'one@rollcall.example' });
    await start({ MAIL_FROM: 'two@rollcall.example' });
    await others.get(EventPublisher).publish('user.changed', aCreation(...ids));
    await eventually(() =>
      expect(new Set(mailServer.held)).toEqual(new Set(['one@rollcall.example', 'two@rollcall.example'])),
    );
    mailServer.letGo();

    await eventually(async () => expect((await documents()).filter(({ state }) => state === 'sent')).toHaveLength(200));
    expect(mailServer.mails).toHaveLength(200);
    expect(new Set(mailServer.mails.map(({ messageId }) => messageId?.split('@')[0])).size).toBe(200);
    expect((await documents()).every(({ attempts }) => attempts === 1)).toBe(true);
  });

  it('leaves a mail to the sender who has it, and takes it over when that sender is dead', async () => {
    const app = await start({ SEND_INTERVAL_MS: '60000' });
    const repository = app.get(DeliveriesRepository);
    const sut = app.get(SenderService);
    await store(app, {});
    expect(await repository.claim(60_000)).toMatchObject({ attempts: 1 });
    expect(await repository.claim(60_000)).toBeNull();
    await letTimePass();
    sut.nudge();

    await eventually(async () => expect(await onlyDocument()).toMatchObject({ state: 'sent', attempts: 2 }));
    expect(mailServer.mails).toHaveLength(1);
  });

  it('does not let a sender who lost its claim put the mail off or fail it', async () => {
    const app = await start({ SEND_INTERVAL_MS: '60000' });
    const repository = app.get(DeliveriesRepository);
    await store(app, {});
    const late = await repository.claim(60_000);
    await letTimePass();
    const current = await repository.claim(60_000);
    if (!late || !current) throw new Error('both claims should have worked');
    await repository.markFailed(late, '550');
    await repository.tryAgain(late, 0, '451');

    expect(await onlyDocument()).toMatchObject({ state: 'queued', nextAttemptAt: current.nextAttemptAt });
    await repository.markSent(late);
    expect(await stateOf()).toBe('sent');
  });

  it('sends bad news before invitations that have waited longer', async () => {
    const app = await start({ SEND_INTERVAL_MS: '60000', SMTP_CONNECTIONS: '1' });
    await store(app, { userId: 'a', to: 'a@contoso.com' }, { userId: 'b', to: 'b@contoso.com' });
    await app.get(DeliveriesRepository).store([aDelivery({ to: 'admin@contoso.com', ...examples.failed })]);
    app.get(SenderService).nudge();

    await eventually(() => expect(mailServer.mails).toHaveLength(3));
    expect(mailServer.mails[0]?.subject).toBe('The scheduled sync failed');
  });

  it('finds a failure notice behind 20,000 invitations without looking at them', async () => {
    const app = await start({ SEND_INTERVAL_MS: '60000' });
    const repository = app.get(DeliveriesRepository);
    for (let from = 0; from < 20_000; from += 2_000) {
      await store(app, ...Array.from({ length: 2_000 }, (_, index) => ({ userId: `U${from + index}` })));
    }
    await store(app, examples.failed ?? {}, { ...examples.finished, userId: 'UsBo' });
    const examined = async () => {
      const { metrics } = (await mongo.db?.admin().serverStatus()) as {
        metrics: { queryExecutor: { scannedObjects: number } };
      };
      return Number(metrics.queryExecutor.scannedObjects);
    };
    const looks: number[] = [];
    const templates: string[] = [];
    for (let claim = 1; claim <= 3; claim++) {
      const before = await examined();
      templates.push((await repository.claim(60_000))?.template ?? 'none');
      looks.push((await examined()) - before);
    }

    expect(templates).toEqual(['sync-notice', 'sync-notice', 'invitation']);
    // Others of the service ask the same server now and then.
    expect(Math.min(...looks)).toBeLessThan(100);
  });

  it('waits for the answer to a mail on its way before it ends', async () => {
    mailServer.hold();
    const app = await start();
    await store(app, {});
    await eventually(() => expect(mailServer.held).toHaveLength(1));
    const closed = app.close();
    started.pop();
    mailServer.letGo();
    await closed;

    expect(await onlyDocument()).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('stores all mails of an event or none', async () => {
    const app = await start({ SEND_INTERVAL_MS: '60000' });
    const repository = app.get(DeliveriesRepository);
    const [first, second] = [aDelivery(), aDelivery({ userId: 'UsBo' })];
    await repository.store([first]);

    expect(await repository.store([second, first])).toBe(false);
    expect(await documents()).toHaveLength(1);
  });
});
