import type { RunContext } from '@rollcall/contracts';
import type { RpcClient } from '@rollcall/messaging';
import type { Connection } from 'mongoose';
import { type App, empty, startUserLifecycle } from '../testing/running.js';
import { aPerson, aRun } from '../users/users.builders.js';

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
  const close = (run: Partial<RunContext> = {}, account = accountId) =>
    rpc.request('rpc.groups.close-members', { accountId: account, run: aRun(run), groupId: sales.id });
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

  it('puts in those of the members who are users, once', async () => {
    await upsert([sales]);

    expect(await put(['1', '2', 'nobody here'])).toEqual({ members: 2 });
    expect(await put(['1', '2', 'nobody here'])).toEqual({ members: 2 });
    expect(await list()).toMatchObject([{ members: 2 }]);
    expect(await names()).toEqual(['Bo 1', 'Bo 2']);
  });

  it('takes out whom a later run did not find among the members, once', async () => {
    await upsert([sales]);
    await put(['1', '2', '3']);
    await put(['2'], secondRun);
    expect(await names()).toHaveLength(3);

    expect(await close(secondRun)).toEqual({ left: 2 });
    expect(await close(secondRun)).toEqual({ left: 0 });
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

  it('pages through groups and through members', async () => {
    await upsert([sales, { id: 'g-2', name: 'Finance' }]);
    await put(['1', '2', '3']);
    const first = await rpc.request('rpc.groups.list', { accountId, limit: 1 });
    const second = await rpc.request('rpc.groups.list', { accountId, limit: 1, cursor: first.next });
    const groupId = first.items[0]?.groupId ?? '';
    const some = await rpc.request('rpc.groups.members', { accountId, groupId, limit: 2 });
    const rest = await rpc.request('rpc.groups.members', { accountId, groupId, limit: 2, cursor: some.next });

    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(['Sales', 'Finance']);
    expect(second.next).toBeUndefined();
    expect([some.items.length, rest.items.length, rest.next]).toEqual([2, 1, undefined]);
  });
});
