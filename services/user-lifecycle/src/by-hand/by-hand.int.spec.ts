import type { Actor, AuditRecorded, Person, Role, RunContext, UserChanged } from '@rollcall/contracts';
import { BusConnection, type RpcClient } from '@rollcall/messaging';
import { eventually } from '@rollcall/servers';
import type { Connection } from 'mongoose';
import { type App, empty, startUserLifecycle } from '../testing/running.js';
import { aPerson, aRun } from '../users/users.builders.js';
import type { UserDocument } from '../users/users.schema.js';

const accountId = 'Ac0000001';
const runId = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const by = (role: Role): { accountId: string; actor: Actor } => ({
  accountId,
  actor: { userId: 'UsAdmin', name: 'Ana Admin', role },
});
const admin = by('SuperAdmin');
const values = { FirstName: 'Bo', LastName: 'Specimen', Email: 'Bo@Contoso.com' };

describe('what administrators do to users', () => {
  let app: App;
  let rpc: RpcClient;
  let mongo: Connection;
  const audited: AuditRecorded[] = [];
  const told: UserChanged[] = [];

  const users = () => mongo.collection<UserDocument>('users');
  const sync = (number: number, people: Person[], more: Partial<RunContext> = {}) =>
    rpc.request('rpc.users.apply', {
      accountId,
      run: aRun({ runId: runId(number), fence: number, ...more }),
      position: { read: 0, page: 0 },
      people,
    });
  const outcomes = async (number: number) => {
    const { items } = await rpc.request('rpc.outcomes.list', { accountId, runId: runId(number) });
    return items.map(({ action, externalId }) => `${action} ${externalId}`);
  };
  const synced = async () => {
    await sync(1, [aPerson('1')]);
    const user = await users().findOne({ 'origin.externalId': '1' });
    return { userId: user?._id ?? '' };
  };

  beforeAll(async () => {
    ({ app, rpc, mongo } = await startUserLifecycle());
    const { connection } = app.get(BusConnection);
    connection.subscribe('audit.recorded', {
      callback: (_error, message) => void audited.push(message.json<AuditRecorded>()),
    });
    connection.subscribe('user.changed', {
      callback: (_error, message) => void told.push(message.json<UserChanged>()),
    });
  });

  beforeEach(async () => {
    await empty(mongo);
    audited.length = 0;
    told.length = 0;
  });

  afterAll(() => app.close());

  it('adds one by hand, whom a sync links then', async () => {
    const user = await rpc.request('rpc.users.create', { ...admin, values });

    expect(user).toMatchObject({ name: 'Bo Specimen', email: 'bo@contoso.com', status: 'Invited', role: 'User' });
    expect(user.fields.Email).toMatchObject({ value: 'bo@contoso.com', from: 'hand' });
    await eventually(() => expect(told[0]?.changes).toMatchObject([{ userId: user.userId, change: 'created' }]));
    await eventually(() => expect(audited).toMatchObject([{ action: 'Added a user', actor: admin.actor }]));
    expect(JSON.stringify(audited)).not.toContain('bo@contoso.com');

    await sync(1, [aPerson('1', { Email: 'bo@contoso.com' })]);
    expect(await outcomes(1)).toEqual(['linked 1']);
    const again = rpc.request('rpc.users.create', { ...admin, values });
    await expect(again).rejects.toMatchObject({ code: 'email-taken' });
  });

  it.each([
    ['without an address', { FirstName: 'Bo' }, 'Email ID is needed'],
    ['with a field nobody has', { ...values, Shoe: '43' }, 'no user field Shoe'],
  ])('adds nobody %s', async (_case, wrong, words) => {
    await expect(rpc.request('rpc.users.create', { ...admin, values: wrong })).rejects.toThrow(words);
    expect(await users().countDocuments()).toBe(0);
  });

  it('changes fields and roles, and tells which, not what', async () => {
    const { userId } = await rpc.request('rpc.users.create', { ...admin, values });
    const change = { ...admin, userId, values: { FirstName: 'Kim', Phone: '12' }, role: 'UserAdmin' as const };
    const user = await rpc.request('rpc.users.change', change);

    expect(user).toMatchObject({ name: 'Kim Specimen', role: 'UserAdmin', version: 2 });
    expect(await rpc.request('rpc.users.change', change)).toMatchObject({ version: 2 });
    await eventually(() =>
      expect(audited.at(-1)).toMatchObject({
        action: 'Updated user details',
        before: { role: 'User' },
        after: { role: 'UserAdmin', fields: ['FirstName', 'Phone'] },
      }),
    );
  });

  it('gives nobody an address that another user has', async () => {
    const { userId } = await synced();
    await rpc.request('rpc.users.create', { ...admin, values });

    const change = rpc.request('rpc.users.change', { ...admin, userId, values: { Email: 'BO@contoso.com' } });
    await expect(change).rejects.toMatchObject({ code: 'email-taken' });
  });

  it('deactivates and activates, and a sync that may only undo its own deeds respects it', async () => {
    const { userId } = await synced();
    expect(await rpc.request('rpc.users.deactivate', { ...admin, userId })).toMatchObject({ status: 'Inactive' });
    await sync(2, [aPerson('1')], { reactivate: 'syncOnly' });
    expect(await users().findOne()).toMatchObject({ status: 'Inactive', deactivatedBy: 'hand' });

    expect(await rpc.request('rpc.users.activate', { ...admin, userId })).toMatchObject({ status: 'Invited' });
    expect(await users().findOne()).not.toHaveProperty('deactivatedBy');
    await eventually(() => expect(audited.map(({ action }) => action)).toEqual(['Deactivated user', 'Activated user']));
  });

  it('asks for the right role, also where the gateway did not', async () => {
    const { userId } = await synced();
    await users().updateOne({}, { $set: { role: 'IamAdmin' } });

    for (const request of [
      rpc.request('rpc.users.deactivate', { ...by('UserAdmin'), userId }),
      rpc.request('rpc.users.change', { ...by('UserAdmin'), userId, values: { Email: 'x@contoso.com' } }),
      rpc.request('rpc.users.change', { ...by('UserAdmin'), userId, role: 'User' }),
      rpc.request('rpc.users.create', { ...by('UserAdmin'), values, role: 'SuperAdmin' }),
    ]) {
      await expect(request).rejects.toMatchObject({ code: 'role-not-allowed' });
    }
    await expect(rpc.request('rpc.users.deactivate', { accountId, userId })).rejects.toThrow('actor');
    expect(await users().findOne()).toMatchObject({ status: 'Invited', role: 'IamAdmin', email: '1@contoso.com' });
  });

  it('keeps one out of every sync until they are included again', async () => {
    const { userId } = await synced();
    const exclude = (excluded: boolean) => rpc.request('rpc.users.exclude', { ...admin, userId, excluded });
    expect(await exclude(true)).toMatchObject({ excluded: true });
    expect(await exclude(true)).toMatchObject({ excluded: true, version: 2 });

    await sync(2, [aPerson('1', { FirstName: 'Mike' })]);
    expect(await outcomes(2)).toEqual(['skipped 1']);
    const removal = { accountId, run: aRun({ runId: runId(3), fence: 3, removedUsers: 'delete' as const }) };
    const people = [{ externalId: '1', evidence: 'deleted' as const }];
    expect(await rpc.request('rpc.users.remove', { ...removal, people })).toEqual({ removed: 0 });
    expect(await users().findOne()).toMatchObject({ name: 'Bo 1', status: 'Invited' });

    expect(await exclude(false)).not.toHaveProperty('excluded');
    await sync(4, [aPerson('1', { FirstName: 'Mike' })]);
    expect(await outcomes(4)).toEqual(['updated 1']);
    await eventually(() => expect(audited).toHaveLength(2));
  });

  describe('linking', () => {
    const guest = aPerson('g', { Email: 'bo@contoso.com' }, { guest: true });
    const link = (userId: string, more: { externalId?: string; runId?: string } = {}) =>
      rpc.request('rpc.users.link', { ...admin, userId, runId: runId(1), externalId: 'g', ...more });

    it('makes a user follow whom a sync left to a decision, and the next sync goes on with them', async () => {
      const { userId } = await rpc.request('rpc.users.create', { ...admin, values });
      await sync(1, [guest]);
      expect(await outcomes(1)).toEqual(['rejected g']);

      expect(await link(userId)).toMatchObject({ externalId: 'g', provider: 'azure' });
      expect(await link(userId)).toMatchObject({ version: 2 });

      await sync(2, [guest]);
      expect(await outcomes(2)).toEqual(['updated g']);
      expect(await users().countDocuments()).toBe(1);
      await eventually(() =>
        expect(audited.at(-1)).toMatchObject({ action: 'Linked a user', after: { externalId: 'g' } }),
      );
    });

    it('links nobody else, and no other user', async () => {
      const { userId } = await rpc.request('rpc.users.create', { ...admin, values });
      const other = await synced();
      await sync(2, [guest]);

      const attempts = [link(userId), link(other.userId, { runId: runId(2) }), link(userId, { externalId: 'x' })];
      await Promise.all(attempts.map((attempt) => expect(attempt).rejects.toMatchObject({ code: 'not-found' })));
    });

    it('does not take a directory user away from the user they have meanwhile', async () => {
      const { userId } = await rpc.request('rpc.users.create', { ...admin, values });
      await sync(1, [guest]);
      await sync(2, [{ ...guest, values: { ...guest.values, Email: 'other@contoso.com' } }]);

      await expect(link(userId)).rejects.toMatchObject({ code: 'already-linked' });
    });
  });

  it('shows what syncs did to one user, the latest first, page by page, and only to their account', async () => {
    const { userId } = await synced();
    await sync(2, [aPerson('1', { FirstName: 'Mike' })]);
    await sync(3, [aPerson('1', { FirstName: 'Kim' }), aPerson('2')]);
    const history = (more: { cursor?: string | undefined; limit?: number } = {}) =>
      rpc.request('rpc.outcomes.of-user', { accountId, userId, ...more });

    const first = await history({ limit: 2 });
    const rest = await history({ limit: 2, cursor: first.next });
    expect([...first.items, ...rest.items].map(({ action, runId: run }) => [action, run])).toEqual([
      ['updated', runId(3)],
      ['updated', runId(2)],
      ['added', runId(1)],
    ]);
    expect(rest.next).toBeUndefined();
    expect(await rpc.request('rpc.outcomes.of-user', { accountId: 'Ac0000002', userId })).toEqual({ items: [] });
  });

  it('does nothing to users of another account', async () => {
    const { userId } = await synced();
    const other = { ...admin, accountId: 'Ac0000002', userId };

    // Each is listened to from the start: they are refused in whatever order.
    const requests = [
      rpc.request('rpc.users.change', { ...other, values: { FirstName: 'Kim' } }),
      rpc.request('rpc.users.deactivate', other),
      rpc.request('rpc.users.activate', other),
      rpc.request('rpc.users.exclude', { ...other, excluded: true }),
      rpc.request('rpc.users.link', { ...other, runId: runId(1), externalId: '1' }),
    ];
    await Promise.all(requests.map((request) => expect(request).rejects.toMatchObject({ code: 'not-found' })));
  });
});
