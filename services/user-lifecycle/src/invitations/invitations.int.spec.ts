import type { INestApplication } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import { loadEnvironment, startService } from '@rollcall/bootstrap';
import type { Person, UserChanged } from '@rollcall/contracts';
import { BusConnection, RpcClient } from '@rollcall/messaging';
import { eventually, testServers } from '@rollcall/servers';
import type { Connection } from 'mongoose';
import { AppModule } from '../app.module.js';
import { Environment } from '../environment.js';
import { aPerson, aRun } from '../users/users.builders.js';
import { InvitationsService } from './invitations.service.js';

const accountId = 'Ac0000001';
const runs = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];

describe(InvitationsService.name, () => {
  let app: INestApplication;
  let rpc: RpcClient;
  let mongo: Connection;
  const told: UserChanged[] = [];

  const sync = (people: Person[], run = 0) =>
    rpc.request('rpc.users.apply', {
      accountId,
      run: aRun({ runId: runs[run] ?? '', fence: run + 1 }),
      position: { read: 0, page: 0 },
      people,
    });
  const idOf = async (externalId: string) => {
    const user = await mongo.collection<{ _id: string }>('users').findOne({ 'origin.externalId': externalId });
    return user?._id ?? '';
  };
  const issue = async (externalId: string, more: { byHand?: boolean } = {}) => {
    const userIds = [await idOf(externalId)];
    return (await rpc.request('rpc.invitations.issue', { accountId, userIds, ...more })).invitations;
  };
  const tokenFor = async (externalId: string) => (await issue(externalId))[0]?.token ?? '';
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
    app.get(BusConnection).connection.subscribe('user.changed', {
      callback: (_error, message) => void told.push(message.json<UserChanged>()),
    });
  });

  beforeEach(async () => {
    await Promise.all(Object.values(mongo.collections).map((collection) => collection.deleteMany({})));
    told.length = 0;
    await sync([aPerson('ana'), { ...aPerson('guest'), guest: true }]);
  });

  afterAll(() => app.close());

  it('invites guests only where that was chosen, or where an administrator asks for it', async () => {
    expect(await issue('ana')).toHaveLength(1);
    expect(await issue('guest')).toEqual([]);
    expect(await issue('guest', { byHand: true })).toHaveLength(1);
  });

  it('makes an invited user Active, and answers the same when it is accepted again', async () => {
    const token = await tokenFor('ana');
    expect(await accept(token)).toMatchObject({ status: 'Active' });
    expect(await accept(token)).toMatchObject({ status: 'Active' });
    expect(await issue('ana', { byHand: true })).toEqual([]);
  });

  it('keeps a link good that was sent before the invitation was issued once more', async () => {
    const [sent] = [await tokenFor('ana'), await tokenFor('ana')];
    expect(await accept(sent)).toMatchObject({ status: 'Active' });
  });

  it('keeps no token, invites nobody of another account, and refuses a token it never gave', async () => {
    const token = await tokenFor('ana');
    const userIds = [await idOf('ana')];

    expect(JSON.stringify(await mongo.collection('invitations').find().toArray())).not.toContain(token);
    expect(await rpc.request('rpc.invitations.issue', { accountId: 'Ac0000002', userIds })).toEqual({
      invitations: [],
    });
    await expect(accept('a-guess'.repeat(6))).rejects.toMatchObject({ code: 'invitation-invalid' });
  });

  it('refuses an invitation after its time, and says so', async () => {
    const token = await tokenFor('ana');
    await mongo.collection('invitations').updateMany({}, { $set: { expiresAt: new Date(Date.now() - 1) } });
    await expect(accept(token)).rejects.toMatchObject({ code: 'invitation-expired' });
  });

  it('tells of nobody as created by a second run, so that nobody is invited twice', async () => {
    await eventually(() => expect(told.flatMap(({ changes }) => changes)).toHaveLength(2));
    await sync([aPerson('ana', { FirstName: 'Anna' }), aPerson('bo')], 1);

    await eventually(() => expect(told.flatMap(({ changes }) => changes)).toHaveLength(4));
    const [ana, bo] = [await idOf('ana'), await idOf('bo')];
    const changes = told.flatMap((event) => event.changes).map(({ userId, change }) => `${change} ${userId}`);
    expect(changes.filter((change) => change === `created ${ana}`)).toHaveLength(1);
    expect(changes.slice(2).sort()).toEqual([`created ${bo}`, `updated ${ana}`]);
  });
});
