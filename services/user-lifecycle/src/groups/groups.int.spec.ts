import type { RunContext } from '@rollcall/contracts';
import type { RpcClient } from '@rollcall/messaging';
import type { Connection } from 'mongoose';
import { type App, empty, startUserLifecycle } from '../testing/running.js';
import { aPerson, aRun } from '../users/users.builders.js';
import type { UserDocument } from '../users/users.schema.js';
import type { GroupDocument } from './groups.schema.js';

const accountId = 'Ac0000001';
const otherAccount = 'Ac0000002';
const secondRun = { runId: '00000000-0000-4000-8000-000000000002' };

const sales = { id: 'g-sales', name: 'Sales' };

describe('groups', () => {
  let app: App;
  let rpc: RpcClient;
  let mongo: Connection;

  const upsert = (groups: { id: string; name: string }[], account = accountId) =>
    rpc.request('rpc.groups.upsert', { accountId: account, run: aRun(), groups });
  const put = (externalIds: string[], run: Partial<RunContext> = {}, account = accountId) =>
    rpc.request('rpc.groups.apply-members', { accountId: account, run: aRun(run), groupId: sales.id, externalIds });
  const close = (run: Partial<RunContext> = {}, account = accountId, whole = true) =>
    rpc.request('rpc.groups.close-members', { accountId: account, run: aRun(run), groupId: sales.id, whole });
  const list = async (account = accountId) => (await rpc.request('rpc.groups.list', { accountId: account })).items;
  const names = async (account = accountId) => {
    const groupId = (await list(account))[0]?.groupId ?? '';
    const { items } = await rpc.request('rpc.groups.members', { accountId: account, groupId });
    return items.map(({ name }) => name).sort();
  };
  const addPeople = (account: string) =>
    rpc.request('rpc.users.apply', {
      accountId: account,
      run: aRun({ runId: account === accountId ? aRun().runId : secondRun.runId }),
      position: { read: 0, page: 0 },
      people: ['1', '2', '3'].map((id) => aPerson(id)),
    });

  beforeAll(async () => {
    ({ app, rpc, mongo } = await startUserLifecycle());
  });

  beforeEach(async () => {
    await empty(mongo);
    await addPeople(accountId);
  });

  afterAll(() => app.close());

  it('makes the groups once, and calls them what the directory calls them', async () => {
    await upsert([sales]);
    expect(await upsert([{ ...sales, name: 'Sales and more' }])).toEqual({ clashes: [] });

    expect(await list()).toMatchObject([{ name: 'Sales and more', externalId: sales.id, provider: 'azure' }]);
  });

  it('stores no group under a name that is taken, however it is written, nor under that of Everyone', async () => {
    const taken = [
      { id: 'g-2', name: 'SALES' },
      { id: 'g-3', name: 'Everyone' },
    ];

    expect(await upsert([sales, ...taken])).toEqual({ clashes: ['g-2', 'g-3'] });
    expect(await list()).toHaveLength(1);
  });

  it('take in whoever becomes a user, or the same one again, only when addresses are settled', async () => {
    const run = aRun({ runId: '00000000-0000-4000-8000-000000000003', fence: 3 });
    const again = aPerson('again', { LastName: '1', Email: '1@contoso.com' });
    const fresh = aPerson('fresh', { Email: '2@contoso.com' });
    const people = [again, fresh, aPerson('2', { Email: 'other@contoso.com' }), aPerson('3')];
    await upsert([sales]);
    await put(['1', '3']);
    await rpc.request('rpc.users.apply', { accountId, run, position: { read: 0, page: 0 }, people });
    await put(['again', 'fresh', '3'], run);
    await close(run);
    expect(await names()).toEqual(['Bo 3']);

    const proofs = [{ externalId: '1', evidence: 'deleted' as const }];
    await rpc.request('rpc.users.settle-emails', { accountId, run, upTo: 'zzz', hold: false, proofs });
    expect(await names()).toEqual(['Bo 1', 'Bo 3', 'Bo fresh']);
  });

  describe('whose name is taken', () => {
    const actor = { userId: 'UsAdmin', name: 'Ana Admin', role: 'SuperAdmin' as const };
    const byHand = () =>
      mongo
        .collection<GroupDocument>('groups')
        .insertOne({ _id: 'GrHand', accountId, name: 'Sales', nameKey: 'sales' })
        .then(() => undefined);
    const clashes = async () => (await rpc.request('rpc.groups.clashes', { accountId })).clashes;
    const decide = (externalId: string, name?: string) =>
      rpc.request('rpc.groups.decide', { accountId, actor, externalId, ...(name !== undefined && { name }) });

    it('wait for a decision, with the group that could be linked', async () => {
      await byHand();
      await upsert([sales, { id: 'g-3', name: 'Everyone' }]);
      await upsert([sales]);

      expect(await clashes()).toEqual([
        { externalId: 'g-3', name: 'Everyone' },
        { externalId: sales.id, name: 'Sales', groupId: 'GrHand' },
      ]);
      expect((await rpc.request('rpc.groups.clashes', { accountId: otherAccount })).clashes).toEqual([]);
    });

    it('are the very group by hand once they are linked', async () => {
      await byHand();
      await upsert([sales]);

      expect(await decide(sales.id)).toMatchObject({ groupId: 'GrHand', externalId: sales.id });
      expect(await clashes()).toEqual([]);
      expect(await upsert([sales])).toEqual({ clashes: [] });
      expect(await put(['1'])).toEqual({ members: 1 });
      await expect(decide(sales.id)).rejects.toMatchObject({ code: 'not-found' });
    });

    it('have another name once it is chosen, and keep it whatever the directory calls them', async () => {
      await byHand();
      await upsert([sales, { id: 'g-3', name: 'Everyone' }]);
      await expect(decide(sales.id, 'everyone')).rejects.toMatchObject({ code: 'name-taken' });
      await expect(decide(sales.id, 'SALES')).rejects.toMatchObject({ code: 'name-taken' });

      expect(await decide(sales.id, 'Sales there')).toMatchObject({ name: 'Sales there', externalId: sales.id });
      await decide('g-3', 'All of us');
      expect(await upsert([sales, { id: 'g-3', name: 'Everyone' }])).toEqual({ clashes: [] });
      expect((await list()).map(({ name }) => name).sort()).toEqual(['All of us', 'Sales', 'Sales there']);
      expect(await clashes()).toEqual([]);
    });

    it('take no group away from another directory group, and are renamed where they had a name', async () => {
      await upsert([sales, { id: 'g-2', name: 'Tech' }]);
      expect(await upsert([{ id: 'g-2', name: 'Sales' }])).toEqual({ clashes: ['g-2'] });
      expect(await clashes()).toEqual([{ externalId: 'g-2', name: 'Sales' }]);
      await expect(decide('g-2')).rejects.toMatchObject({ code: 'already-linked' });

      await decide('g-2', 'Sales two');
      expect((await list()).map(({ name }) => name).sort()).toEqual(['Sales', 'Sales two']);
    });

    it('are forgotten once they are deselected', async () => {
      await byHand();
      await upsert([sales]);
      await rpc.request('rpc.groups.detach', { accountId, run: aRun(), keep: [] });

      expect(await clashes()).toEqual([]);
    });
  });

  it('lets those be that are no longer chosen or found, until they are again', async () => {
    await upsert([sales, { id: 'g-2', name: 'Tech' }]);
    await put(['1', '2']);
    const detach = (keep: string[]) => rpc.request('rpc.groups.detach', { accountId, run: aRun(), keep });

    expect(await detach(['g-2'])).toEqual({ detached: 1 });
    expect(await detach(['g-2'])).toEqual({ detached: 0 });
    expect(await list()).toMatchObject([{ name: 'Sales', detached: true, members: 2 }, { name: 'Tech' }]);

    await upsert([sales]);
    expect((await list())[0]).not.toHaveProperty('detached');
  });

  it('counts members who are not users here', async () => {
    await upsert([sales]);
    await put(['1', '2', 'nobody here', 'nor here']);
    const closing = { accountId, run: aRun(), groupId: sales.id, whole: true, listed: 4 };
    await rpc.request('rpc.groups.close-members', closing);
    await rpc.request('rpc.groups.close-members', closing);

    expect(await list()).toMatchObject([{ members: 2, outsiders: 2 }]);
  });

  it('puts in those of the members who are users, once', async () => {
    await upsert([sales]);

    expect(await put(['1', '2', 'nobody here'])).toEqual({ members: 2 });
    expect(await put(['1', '2', 'nobody here'])).toEqual({ members: 2 });
    expect(await list()).toMatchObject([{ members: 2 }]);
    expect(await names()).toEqual(['Bo 1', 'Bo 2']);
  });

  it('takes out many part by part, and leaves who was found', async () => {
    await upsert([sales]);
    await put(['1', '2', '3']);
    const { groupId } = (await list())[0] ?? {};
    const gone = Array.from({ length: 10_001 }, (_, number) => ({
      accountId,
      groupId,
      userId: `Us${number}`,
      seenBy: aRun().runId,
    }));
    await mongo.collection('memberships').insertMany(gone);
    await put(['1', '2'], secondRun);

    expect(await close(secondRun)).toEqual({ left: 10_002, kept: 0 });
    expect(await names()).toEqual(['Bo 1', 'Bo 2']);
  });

  it('takes out whom a later run did not find among the members, once', async () => {
    await upsert([sales]);
    await put(['1', '2', '3']);
    await put(['2'], secondRun);
    expect(await names()).toHaveLength(3);

    expect(await close(secondRun, accountId, false)).toEqual({ left: 0, kept: 2 });
    expect(await close(secondRun)).toEqual({ left: 2, kept: 0 });
    expect(await close(secondRun)).toEqual({ left: 0, kept: 0 });
    expect(await names()).toEqual(['Bo 2']);
  });

  it('ends the memberships of a user who is deleted', async () => {
    await upsert([sales]);
    await put(['1', '2']);
    await rpc.request('rpc.users.remove', {
      accountId,
      run: aRun({ ...secondRun, removedUsers: 'delete' }),
      people: [{ externalId: '1', evidence: 'deleted' }],
    });

    expect(await list()).toMatchObject([{ members: 1 }]);
  });

  it('refuses a runner whose run was taken over, and changes nothing', async () => {
    await upsert([sales]);
    await put(['1'], { fence: 2 });

    await expect(put(['2'], { fence: 1 })).rejects.toMatchObject({ code: 'run-superseded' });
    await expect(close({ ...secondRun, fence: 1 })).rejects.toMatchObject({ code: 'run-superseded' });
    await expect(upsert([{ ...sales, name: 'Late' }])).rejects.toMatchObject({ code: 'run-superseded' });
    expect(await list()).toMatchObject([{ name: 'Sales', members: 1 }]);
  });

  it('keeps accounts apart though their directory groups are the same', async () => {
    await addPeople(otherAccount);
    await upsert([sales]);
    await upsert([sales], otherAccount);
    await put(['1', '2']);
    await put(['3'], {}, otherAccount);
    await close(secondRun, otherAccount);

    expect(await names()).toEqual(['Bo 1', 'Bo 2']);
    expect(await names(otherAccount)).toEqual([]);
    const groupId = (await list())[0]?.groupId ?? '';
    const foreign = rpc.request('rpc.groups.members', { accountId: otherAccount, groupId });
    await expect(foreign).rejects.toMatchObject({ code: 'not-found' });
  });

  it('refuses members of a group that nobody made', async () => {
    await expect(put(['1'])).rejects.toMatchObject({ code: 'not-found' });
    await expect(close()).rejects.toMatchObject({ code: 'not-found' });
  });

  it('finds groups by a part of their name, and one by its id', async () => {
    await upsert([sales, { id: 'g-2', name: 'After-sales (EU)' }, { id: 'g-3', name: 'Finance' }]);
    const search = async (text: string) =>
      (await rpc.request('rpc.groups.list', { accountId, search: text })).items.map(({ name }) => name);

    expect(await search('SALES')).toEqual(['After-sales (EU)', 'Sales']);
    expect(await search('(eu')).toEqual(['After-sales (EU)']);
    expect(await search('.*')).toEqual([]);
    const groupId = (await list())[1]?.groupId ?? '';
    expect(await rpc.request('rpc.groups.get', { accountId, groupId })).toMatchObject({ name: 'Finance', members: 0 });
    expect(await rpc.request('rpc.groups.get', { accountId: otherAccount, groupId })).toBeNull();
  });

  it('lists members whatever their status, as it counts them', async () => {
    await upsert([sales]);
    await put(['1', '2']);
    await mongo
      .collection<UserDocument>('users')
      .updateOne({ 'origin.externalId': '1' }, { $set: { status: 'Inactive', email: null } });
    const groupId = (await list())[0]?.groupId ?? '';

    expect((await rpc.request('rpc.groups.members', { accountId, groupId })).items).toMatchObject([
      { name: 'Bo 1', status: 'Inactive', email: null },
      { name: 'Bo 2', status: 'Invited', email: '2@contoso.com' },
    ]);
  });

  describe('of one person', () => {
    const userIdOf = async (name: string, account = accountId) =>
      (await rpc.request('rpc.users.list', { accountId: account, search: name })).items[0]?.userId ?? '';
    const putInAll = async () => {
      const groups = ['A', 'B', 'C', 'D', 'E'].map((name) => ({ id: `g-${name}`, name }));
      await upsert(groups);
      for (const { id } of groups) {
        const externalIds = id === 'g-A' ? ['1', '2'] : ['1'];
        await rpc.request('rpc.groups.apply-members', { accountId, run: aRun(), groupId: id, externalIds });
      }
    };

    it('are listed page by page, each once, for their account alone', async () => {
      await putInAll();
      const userId = await userIdOf('Bo 1');
      const first = await rpc.request('rpc.groups.of-user', { accountId, userId, limit: 3 });
      const rest = await rpc.request('rpc.groups.of-user', { accountId, userId, limit: 3, cursor: first.next });

      expect([first.items.length, rest.items.length, rest.next]).toEqual([3, 2, undefined]);
      expect([...first.items, ...rest.items].map(({ name }) => name).sort()).toEqual(['A', 'B', 'C', 'D', 'E']);
      expect(first.items[0]).toMatchObject({ provider: 'azure' });
      expect(await rpc.request('rpc.groups.of-user', { accountId: otherAccount, userId })).toEqual({ items: [] });
    });

    it('are named with how many there are, and when they last signed in where that is known', async () => {
      await putInAll();
      const userIds = await Promise.all(['Bo 1', 'Bo 2', 'Bo 3'].map((name) => userIdOf(name)));
      const [one = '', two = '', three = ''] = userIds;
      const email = '2@contoso.com';
      await rpc.request('rpc.users.register', { accountId, userId: two, name: 'Bo 2', email, role: 'User' });

      const { users } = await rpc.request('rpc.users.describe-use', { accountId, userIds: [...userIds, 'UsGone'] });
      const byId = new Map(users.map((user) => [user.userId, user]));
      expect(byId.size).toBe(3);
      expect(byId.get(one)).toMatchObject({ groupCount: 5, groups: [{}, {}, {}] });
      expect(byId.get(one)).not.toHaveProperty('lastSignInAt');
      expect(byId.get(two)).toMatchObject({ groupCount: 1, groups: [{ name: 'A' }] });
      expect(Date.parse(byId.get(two)?.lastSignInAt ?? '')).toBeGreaterThan(0);
      expect(byId.get(three)).toEqual({ userId: three, groupCount: 0, groups: [] });
      expect(await rpc.request('rpc.users.describe-use', { accountId: otherAccount, userIds })).toEqual({ users: [] });
    });
  });

  it('pages through groups and through members', async () => {
    await upsert([sales, { id: 'g-2', name: 'Finance' }]);
    await put(['1', '2', '3']);
    const first = await rpc.request('rpc.groups.list', { accountId, limit: 1 });
    const second = await rpc.request('rpc.groups.list', { accountId, limit: 1, cursor: first.next });
    const groupId = second.items[0]?.groupId ?? '';
    const some = await rpc.request('rpc.groups.members', { accountId, groupId, limit: 2 });
    const rest = await rpc.request('rpc.groups.members', { accountId, groupId, limit: 2, cursor: some.next });

    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['Finance', 'Sales']);
    expect(second.next).toBeUndefined();
    expect([some.items.length, rest.items.length, rest.next]).toEqual([2, 1, undefined]);
  });
});
