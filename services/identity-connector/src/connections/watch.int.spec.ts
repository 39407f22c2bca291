import { getConnectionToken } from '@nestjs/mongoose';
import { CONTOSO } from '@rollcall/rehearsal';
import { eventually } from '@rollcall/servers';
import type { Connection as Database } from 'mongoose';
import { startTogether, type Together } from '../testing/start-together.js';
import type { ConnectionDocument } from './connections.schema.js';
import { WatchRepository } from './watch.repository.js';
import { WatchService } from './watch.service.js';

const inFiveDays = new Date(Date.now() + 5 * 24 * 60 * 60_000).toISOString();
let accounts = 0;
const newAccount = (): string => `AcWatch${++accounts}`;

describe(WatchService.name, () => {
  let sut: Together;
  let watch: WatchService;

  beforeAll(async () => {
    sut = await startTogether({ AZURE_CLIENT_SECRET_EXPIRES: inFiveDays });
    watch = sut.app.get(WatchService);
  });

  afterEach(() => sut.control('POST', '/reset'));

  afterAll(() => sut.close());

  const documents = () => sut.app.get<Database>(getConnectionToken()).collection<ConnectionDocument>('connections');
  const stored = (accountId: string) => documents().findOne({ _id: accountId });
  const get = (accountId: string) => sut.rpc.request('rpc.connection.get', { accountId });
  const withdraw = () => sut.control('DELETE', `/tenants/${CONTOSO}/service-principal`);
  const heardOf = (accountId: string) => sut.heard.filter((event) => event.accountId === accountId);
  const audited = (accountId: string) =>
    sut.audited.flatMap((each) => (each.accountId === accountId ? each.action : []));

  /** As if so many minutes had gone by since what is stored was stored. */
  async function letPass(accountId: string, minutes: number): Promise<void> {
    const { doubt, lost, probeAt } = (await stored(accountId)) ?? {};
    const before = (date: Date): Date => new Date(date.getTime() - minutes * 60_000);
    await documents().updateOne(
      { _id: accountId },
      {
        $set: {
          ...(probeAt && { probeAt: before(probeAt) }),
          ...(doubt && { 'doubt.since': before(doubt.since) }),
          ...(lost && { 'lost.since': before(lost.since) }),
        },
      },
    );
  }

  async function lookAfter(accountId: string, minutes: number): Promise<void> {
    await letPass(accountId, minutes);
    await watch.tick();
  }

  async function lose(accountId: string): Promise<void> {
    await withdraw();
    await lookAfter(accountId, 60);
    await lookAfter(accountId, 5);
  }

  it('looks at each connection once an hour, and notes that it works', async () => {
    const accountId = newAccount();
    const { checkedAt } = await sut.connect(accountId);
    await lookAfter(accountId, 59);
    expect((await get(accountId))?.checkedAt).toBe(checkedAt);
    await lookAfter(accountId, 1);

    expect((await get(accountId))?.checkedAt).not.toBe(checkedAt);
    expect(await get(accountId)).toMatchObject({ state: 'verified', version: 1 });
  });

  it('believes that it is lost when told twice, five minutes apart, and tells once', async () => {
    const accountId = newAccount();
    const { connectionId } = await sut.connect(accountId);
    await withdraw();
    await lookAfter(accountId, 60);
    await lookAfter(accountId, 4);
    expect(await get(accountId)).toMatchObject({ state: 'verified' });
    await lookAfter(accountId, 1);
    await lookAfter(accountId, 60);
    await lookAfter(accountId, 60);

    const words = expect.stringContaining('enterprise application was removed') as string;
    expect(await get(accountId)).toMatchObject({
      state: 'lost',
      version: 2,
      lost: { code: 'connection-lost', message: words },
    });
    await eventually(() => expect(heardOf(accountId)).toHaveLength(2));
    expect(heardOf(accountId)[1]).toMatchObject({
      connectionId,
      version: 2,
      tenantId: CONTOSO,
      reason: { cause: 'connection-lost', message: words },
    });
    await eventually(() =>
      expect(audited(accountId)).toEqual(['Connected identity provider', 'Lost identity provider connection']),
    );
  });

  it('forgets a refusal that did not last', async () => {
    const accountId = newAccount();
    await sut.connect(accountId);
    await withdraw();
    await lookAfter(accountId, 60);
    expect((await stored(accountId))?.doubt).toMatchObject({ code: 'connection-lost' });
    await sut.control('PUT', `/tenants/${CONTOSO}/consent`);
    await lookAfter(accountId, 5);

    expect(await stored(accountId)).not.toHaveProperty('doubt');
    expect(await get(accountId)).toMatchObject({ state: 'verified', version: 1 });
  });

  it('names the permission that is missing', async () => {
    const accountId = newAccount();
    await sut.connect(accountId);
    await sut.control('DELETE', `/tenants/${CONTOSO}/consent/GroupMember.Read.All`);
    await lookAfter(accountId, 60);
    await lookAfter(accountId, 5);

    const { lost } = (await get(accountId)) ?? {};
    expect(lost?.message).toContain('GroupMember.Read.All');
    expect(lost?.message).not.toContain('User.Read.All');
  });

  it.each([
    ['User.Read.All', 0, { value: [{ id: 'u1', userPrincipalName: null }] }, 200],
    ['User.Read.All', 0, { error: { code: 'Authorization_RequestDenied' } }, 403],
    ['GroupMember.Read.All', 1, { value: [{ id: 'g1', displayName: null }] }, 200],
    ['GroupMember.Read.All', 1, { error: { code: 'Authorization_RequestDenied' } }, 403],
  ])('finds out that %s does not work, though the token has it', async (permission, asked, told, status) => {
    const accountId = newAccount();
    await sut.connect(accountId);
    sut.liar.lie = ({ sent, body }) => {
      if (!sent.requests) return body;
      const responses = (body.responses as { id: string }[]).map((each) =>
        each.id === String(asked) ? { ...each, status, body: told } : each,
      );
      return { responses };
    };
    await lookAfter(accountId, 60);
    sut.liar.lie = undefined;

    const { doubt } = (await stored(accountId)) ?? {};
    expect(doubt?.message).toContain(`does not grant Rollcall ${permission}.`);
  });

  it('takes a busy Microsoft for no refusal', async () => {
    const accountId = newAccount();
    await sut.connect(accountId);
    await sut.control('POST', '/faults', {
      kind: 'status',
      status: 503,
      retryAfterSeconds: 30,
      match: '/oauth2/v2.0/token',
    });
    await lookAfter(accountId, 60);

    expect(await stored(accountId)).not.toHaveProperty('doubt');
  });

  it("counts a sync's refusal as told once, asks again itself, and then refuses whatever is asked", async () => {
    const accountId = newAccount();
    const { connectionId } = await sut.connect(accountId);
    await withdraw();
    await sut.control('POST', `/tenants/${CONTOSO}/expire`, { what: 'access-tokens' });
    const count = () =>
      sut.rpc.request('rpc.directory.count', { accountId, connectionId, tenantId: CONTOSO, source: { kind: 'users' } });
    await expect(count()).rejects.toMatchObject({ code: 'connection-lost' });
    expect(await get(accountId)).toMatchObject({ state: 'verified' });
    await lookAfter(accountId, 5);

    const { lost } = (await get(accountId)) ?? {};
    expect(lost).toBeDefined();
    await sut.control('PUT', `/tenants/${CONTOSO}/consent`);
    await expect(count()).rejects.toMatchObject({ code: 'connection-lost', message: lost?.message });
  });

  it('keeps the connection when the same tenant signs in again', async () => {
    const accountId = newAccount();
    const { connectionId } = await sut.connect(accountId);
    await lose(accountId);
    expect(await get(accountId)).toMatchObject({ state: 'lost' });

    const again = await sut.connect(accountId);

    expect(again).toMatchObject({ state: 'verified', connectionId, version: 3 });
    expect(again).not.toHaveProperty('lost');
    await eventually(() => expect(heardOf(accountId).map(({ version }) => version)).toEqual([1, 2, 3]));
  });

  it('notices by itself that it is let in again, and tells of it', async () => {
    const accountId = newAccount();
    await sut.connect(accountId);
    await lose(accountId);
    await sut.control('PUT', `/tenants/${CONTOSO}/consent`);
    await lookAfter(accountId, 60);

    expect(await get(accountId)).toMatchObject({ state: 'verified', version: 3 });
    await eventually(() => expect(heardOf(accountId)).toHaveLength(3));
    await eventually(() => expect(audited(accountId)).toContain('Restored identity provider connection'));
  });

  it('looks every five minutes whether a fault in how Rollcall is run was mended', async () => {
    const accountId = newAccount();
    await sut.connect(accountId);
    await sut.control('POST', '/sign-in', { secret: 'expired' });
    await lookAfter(accountId, 60);
    await lookAfter(accountId, 5);
    expect(await get(accountId)).toMatchObject({ state: 'lost', lost: { code: 'server-setting' } });
    await lookAfter(accountId, 60);
    await sut.control('POST', '/sign-in', { secret: 'valid' });
    await lookAfter(accountId, 5);

    expect(await get(accountId)).toMatchObject({ state: 'verified' });
  });

  it('warns once at each step towards the day the secret runs out, and shows it', async () => {
    const accountId = newAccount();
    expect(await sut.connect(accountId)).toMatchObject({ credentialExpiresAt: inFiveDays });
    const warned = () => sut.warned.filter((event) => event.accountId === accountId);
    await lookAfter(accountId, 60);
    await sut.connect(accountId);
    await lookAfter(accountId, 60);
    await eventually(() => expect(warned()).toHaveLength(1));
    const expiryTold = { expiresAt: new Date('2020-01-01'), days: 1 };
    await documents().updateOne({ _id: accountId }, { $set: { expiryTold } });
    await lookAfter(accountId, 60);

    await eventually(() => expect(warned()).toHaveLength(2));
    const reason = { cause: 'secret-expiring', message: expect.stringContaining('expires in 5 days') as string };
    expect(warned()).toMatchObject([{ expiresAt: inFiveDays, reason }, { reason }]);
  });

  it('gives each due connection to one of all who look', async () => {
    const accountId = newAccount();
    await sut.connect(accountId);
    await letPass(accountId, 60);
    const connections = sut.app.get(WatchRepository);
    const claimed = await Promise.all(Array.from({ length: 5 }, () => connections.claim()));

    expect(claimed.flatMap((due) => due?._id ?? [])).toEqual([accountId]);
  });

  it('audits who removed a connection', async () => {
    const accountId = newAccount();
    await sut.connect(accountId);
    const actor = { userId: 'UsBo', name: 'Bo Sample', role: 'IamAdmin' as const };
    await sut.rpc.request('rpc.connection.remove', { accountId, actor });

    await eventually(() => {
      const removed = sut.audited.find((each) => each.accountId === accountId && each.action.startsWith('Removed'));
      expect(removed).toMatchObject({ actor, before: { tenantId: CONTOSO, tenantName: 'Contoso' } });
    });
  });
});
