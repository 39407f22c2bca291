import type { INestApplication } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import { startService } from '@rollcall/bootstrap';
import { loadEnvironment } from '@rollcall/bootstrap/environment';
import type { UserChange, UserChanged } from '@rollcall/contracts';
import { BusConnection, RpcClient } from '@rollcall/messaging';
import { eventually, testServers } from '@rollcall/servers';
import type { Connection } from 'mongoose';
import { AppModule } from '../app.module.js';
import { Environment } from '../environment.js';
import { aPerson, aRun } from '../users/users.builders.js';

const accountId = 'Ac0000001';

describe('invitations', () => {
  let app: INestApplication;
  let rpc: RpcClient;
  let mongo: Connection;
  let userId: string;

  const issue = async (account = accountId) => {
    const { invitations } = await rpc.request('rpc.invitations.issue', { accountId: account, userIds: [userId] });
    return invitations;
  };
  const accept = (token: string) => rpc.request('rpc.invitations.accept', { token });

  beforeAll(async () => {
    const { mongoUrl, natsUrl } = testServers();
    const settings = { MONGO_URL: mongoUrl, NATS_URL: natsUrl, HTTP_PORT: '0', LOG_LEVEL: 'silent' };
    app = await startService(
      { name: 'user-lifecycle', module: AppModule, Environment },
      loadEnvironment(Environment, settings),
    );
    rpc = app.get(RpcClient);
    mongo = app.get<Connection>(getConnectionToken());
  });

  beforeEach(async () => {
    await Promise.all(Object.values(mongo.collections).map((collection) => collection.deleteMany({})));
    const run = aRun({ runId: '00000000-0000-4000-8000-000000000001' });
    await rpc.request('rpc.users.apply', {
      accountId,
      run,
      position: { read: 0, page: 0 },
      people: [aPerson('1')],
    });
    const { items } = await rpc.request('rpc.users.list', { accountId });
    userId = items[0]?.userId ?? '';
  });

  afterAll(() => app.close());

  it('makes an invited user Active, and answers the same when accepted again', async () => {
    const [invitation] = await issue();

    expect(await accept(invitation?.token ?? '')).toMatchObject({ userId, status: 'Active' });
    expect(await accept(invitation?.token ?? '')).toMatchObject({ userId, status: 'Active' });
    expect(await issue()).toEqual([]);
  });

  it('keeps a link good that was sent before the invitation was issued once more', async () => {
    const [sent] = await issue();
    await issue();

    expect(await accept(sent?.token ?? '')).toMatchObject({ userId, status: 'Active' });
  });

  it('refuses a token it never gave, and one that has expired', async () => {
    const [invitation] = await issue();
    await mongo.collection('invitations').updateMany({}, { $set: { expiresAt: new Date(0) } });

    await expect(accept('a-guess'.repeat(6))).rejects.toMatchObject({ code: 'invitation-invalid' });
    await expect(accept(invitation?.token ?? '')).rejects.toMatchObject({ code: 'invitation-expired' });
  });

  it('keeps no token, and invites nobody of another account', async () => {
    const [invitation] = await issue();

    expect(JSON.stringify(await mongo.collection('invitations').find().toArray())).not.toContain(invitation?.token);
    expect(await issue('Ac0000002')).toEqual([]);
  });

  it('invites a guest only where that was chosen, or where an administrator asks for it', async () => {
    await mongo.collection('users').updateMany({}, { $set: { wantsInvitation: false } });
    const request = { accountId, userIds: [userId] };

    expect(await issue()).toEqual([]);
    const { invitations } = await rpc.request('rpc.invitations.issue', { ...request, byHand: true });
    expect(await accept(invitations[0]?.token ?? '')).toMatchObject({ status: 'Active' });
    expect(await rpc.request('rpc.invitations.issue', { ...request, byHand: true })).toEqual({ invitations: [] });
  });

  it('tells of nobody as created by a second run, so that nobody is invited twice', async () => {
    const told: UserChange[] = [];
    const { connection } = app.get(BusConnection);
    const heard = connection.subscribe('user.changed', {
      callback: (_error, message) => void told.push(...message.json<UserChanged>().changes),
    });
    await rpc.request('rpc.users.apply', {
      accountId,
      run: aRun({ runId: '00000000-0000-4000-8000-000000000002' }),
      position: { read: 0, page: 0 },
      people: [aPerson('1', { FirstName: 'Anna' }), aPerson('2')],
    });

    await eventually(() => expect(told.map(({ change }) => change).sort()).toEqual(['created', 'updated']));
    expect(told.find(({ change }) => change === 'updated')?.userId).toBe(userId);
    heard.unsubscribe();
  });
});
