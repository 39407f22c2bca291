import type {
  ApplyPage,
  GetContacts,
  ListUsers,
  Person,
  RegisterUser,
  RemovalEvidence,
  Role,
  RunContext,
  UserChanged,
} from '@rollcall/contracts';
import { BusConnection, type RpcClient } from '@rollcall/messaging';
import { eventually } from '@rollcall/servers';
import type { Connection } from 'mongoose';
import { type App, empty, startUserLifecycle } from '../testing/running.js';
import { planRemovals } from './plan-removals.js';
import { RunUsersRepository, UsersChangedMeanwhile } from './run-users.repository.js';
import { aPerson, aRun } from './users.builders.js';
import { UsersRepository } from './users.repository.js';
import type { UserDocument } from './users.schema.js';

const accountId = 'Ac0000001';
const firstRun = '00000000-0000-4000-8000-000000000001';
const secondRun = '00000000-0000-4000-8000-000000000002';
const thirdRun = '00000000-0000-4000-8000-000000000003';
const fourthRun = '00000000-0000-4000-8000-000000000004';

const page = (people: Person[], run: Partial<RunContext> = {}, at = 0): ApplyPage => ({
  accountId,
  run: aRun({ runId: firstRun, ...run }),
  position: { read: 0, page: at },
  people,
});

describe('users', () => {
  let app: App;
  let rpc: RpcClient;
  let mongo: Connection;
  const told: UserChanged[] = [];

  const users = () => mongo.collection<UserDocument>('users');
  const statuses = async () =>
    Object.fromEntries(
      (await users().find().toArray()).map(({ _id, origin, status }) => [origin?.externalId ?? _id, status]),
    );
  const outcomes = async (runId: string) => {
    const { items } = await rpc.request('rpc.outcomes.list', { accountId, runId });
    return items.map(({ action, externalId }) => `${action} ${externalId}`);
  };

  /** How many users each query of this work reads. */
  const usersExamined = async (work: () => Promise<unknown>) => {
    await mongo.db?.command({ profile: 2 });
    await work();
    await mongo.db?.command({ profile: 0 });
    // Not by mongoose, which would remember it as one of the service's own.
    const profile = mongo.db?.collection('system.profile');
    const finds = (await profile?.find({ op: 'query', ns: /users$/ }).toArray()) ?? [];
    await profile?.drop();
    return finds.map(({ docsExamined }): unknown => docsExamined);
  };

  beforeAll(async () => {
    ({ app, rpc, mongo } = await startUserLifecycle());
    app.get(BusConnection).connection.subscribe('user.changed', {
      callback: (_error, message) => void told.push(message.json<UserChanged>()),
    });
  });

  beforeEach(async () => {
    await empty(mongo);
    told.length = 0;
  });

  afterAll(() => app.close());

  it('stores a page with its outcomes and tells of the changes', async () => {
    const reply = await rpc.request('rpc.users.apply', page([aPerson('1'), aPerson('2')]));

    expect(reply).toMatchObject({ fresh: 2 });
    expect(await statuses()).toEqual({ 1: 'Invited', 2: 'Invited' });
    expect(await outcomes(firstRun)).toEqual(['added 1', 'added 2']);
    await eventually(() => expect(told.flatMap(({ changes }) => changes)).toHaveLength(2));
    await eventually(async () => expect(await mongo.collection('outbox').countDocuments()).toBe(0));
  });

  it('changes, counts and tells nothing twice when a page is repeated', async () => {
    await rpc.request('rpc.users.apply', page([aPerson('1'), aPerson('2', { Email: '1@contoso.com' })]));
    const repeated = await rpc.request(
      'rpc.users.apply',
      page([aPerson('1'), aPerson('2', { Email: '1@contoso.com' })]),
    );

    expect(repeated).toMatchObject({ fresh: 2 });
    expect(await outcomes(firstRun)).toEqual(['added 1']);
    expect(await mongo.collection('waiting_people').countDocuments()).toBe(1);
    await eventually(() => expect(told).toHaveLength(1));
  });

  it('counts people once who stand on two pages, with a user or without', async () => {
    const people: Person[] = [aPerson('1'), { is: 'skipped', externalId: '2', name: 'Bo', reason: 'guest' }];
    await rpc.request('rpc.users.apply', page(people, {}, 0));

    expect(await rpc.request('rpc.users.apply', page(people, {}, 1))).toMatchObject({ fresh: 0 });
    expect(await rpc.request('rpc.users.apply', page(people, {}, 1))).toMatchObject({ fresh: 0 });
  });

  it('counts people once in a run who are in two groups, or in a read that starts over', async () => {
    const people: Person[] = [aPerson('1'), { is: 'skipped', externalId: '2', name: 'Bo', reason: 'guest' }];
    await rpc.request('rpc.users.apply', page(people));

    const nextRead = { ...page([...people, aPerson('3')]), position: { read: 1, page: 0 } };
    expect(await rpc.request('rpc.users.apply', nextRead)).toMatchObject({ fresh: 1 });
    expect(await rpc.request('rpc.users.apply', nextRead)).toMatchObject({ fresh: 1 });
  });

  it('refuses a runner whose run was taken over, and stores nothing of it', async () => {
    await rpc.request('rpc.users.apply', page([aPerson('1')], { fence: 2 }));

    const late = rpc.request('rpc.users.apply', page([aPerson('2')], { fence: 1 }));

    await expect(late).rejects.toMatchObject({ code: 'run-superseded' });
    expect(await statuses()).toEqual({ 1: 'Invited' });
  });

  it('keeps accounts apart though ids and addresses are the same', async () => {
    await rpc.request('rpc.users.apply', page([aPerson('1')]));
    await rpc.request('rpc.users.apply', { ...page([aPerson('1')], { runId: secondRun }), accountId: 'Ac0000002' });

    expect(await users().countDocuments({ email: '1@contoso.com' })).toBe(2);
    expect((await rpc.request('rpc.users.list', { accountId })).items).toHaveLength(1);
  });

  it('counts people once who wait for an address and stand on two pages', async () => {
    const people = [aPerson('1'), aPerson('2', { Email: '1@contoso.com' })];
    await rpc.request('rpc.users.apply', page(people, {}, 0));

    expect(await rpc.request('rpc.users.apply', page(people, {}, 1))).toMatchObject({ fresh: 0 });
    expect(await rpc.request('rpc.users.apply', page(people, {}, 1))).toMatchObject({ fresh: 0 });
  });

  it('stores two pages at once that hold the same address, and lets the second person wait', async () => {
    const both = [
      page([aPerson('1', { Email: 'bo@contoso.com' })]),
      page([aPerson('2', { Email: 'bo@contoso.com' })], {}, 1),
    ];
    await Promise.all(both.map((each) => rpc.request('rpc.users.apply', each)));

    expect((await outcomes(firstRun)).map((each) => each.split(' ')[0])).toEqual(['added']);
    expect(await mongo.collection('waiting_people').countDocuments()).toBe(1);
  });

  it('lists whom a run did not see or saw disabled, and removes nobody by that', async () => {
    await rpc.request('rpc.users.apply', page([aPerson('1'), aPerson('2'), aPerson('3')]));
    const run = aRun({ runId: secondRun });
    const disabled: Person = { is: 'skipped', externalId: '2', name: 'Bo', reason: 'disabled' };
    await rpc.request('rpc.users.apply', page([aPerson('1'), disabled], run));

    const absent = await rpc.request('rpc.users.absent', { accountId, run, limit: 10 });

    expect(absent.users).toEqual([
      { externalId: '2', why: 'disabled', seenIn: secondRun },
      { externalId: '3', why: 'unseen', seenIn: firstRun },
    ]);
    expect(Object.values(await statuses())).not.toContain('Inactive');
  });

  it('finds the few who are absent among many, looking at some thousands at a time', async () => {
    await rpc.request('rpc.users.apply', page([aPerson('z')]));
    const absent = await users().findOne();
    const seen = { runId: secondRun, read: 0, page: 0, disabled: false };
    const many = Array.from({ length: 6_000 }, (_, index) => {
      const externalId = `a${String(index).padStart(4, '0')}`;
      const origin = { provider: 'azure', tenantId: aRun().tenantId, externalId };
      return { ...absent, _id: `Us${index}`, email: `${externalId}@contoso.com`, origin, seen } as UserDocument;
    });
    await users().insertMany(many);
    await users().updateOne({ _id: 'Us7' }, { $set: { status: 'Inactive' } });
    const run = aRun({ runId: secondRun, removedUsers: 'deactivate' });

    const first = await rpc.request('rpc.users.absent', { accountId, run, limit: 10 });
    const second = await rpc.request('rpc.users.absent', { accountId, run, limit: 10, after: first.next });

    expect(first).toEqual({ users: [], next: 'a4999' });
    expect(second).toEqual({ users: [{ externalId: 'z', why: 'unseen', seenIn: firstRun }] });
    expect(await rpc.request('rpc.users.count-synced', { accountId, run })).toEqual({ users: 6_000 });
  });

  it('removes by proof, once, and tells of it', async () => {
    await rpc.request('rpc.users.apply', page([aPerson('1'), aPerson('2')]));
    const removal = {
      accountId,
      run: aRun({ runId: secondRun, removedUsers: 'delete' as const }),
      people: [{ externalId: '1', evidence: 'deleted' as const }],
    };

    expect(await rpc.request('rpc.users.remove', removal)).toEqual({ removed: 1 });
    expect(await rpc.request('rpc.users.remove', removal)).toEqual({ removed: 0 });
    expect(await statuses()).toEqual({ 2: 'Invited' });
    expect(await outcomes(secondRun)).toEqual(['deleted 1']);
    await eventually(() =>
      expect(told.flatMap(({ changes }) => changes).filter(({ change }) => change === 'deleted')).toHaveLength(1),
    );
  });

  it('takes a person as gone who was not found by two runs, but not by one', async () => {
    await rpc.request('rpc.users.apply', page([aPerson('1')]));
    const look = (runId: string) =>
      rpc.request('rpc.users.remove', {
        accountId,
        run: aRun({ runId }),
        people: [{ externalId: '1', evidence: 'notFound' }],
      });

    await look(secondRun);
    await look(secondRun);
    expect(await statuses()).toEqual({ 1: 'Invited' });
    await look(thirdRun);
    expect(await statuses()).toEqual({ 1: 'Inactive' });
  });

  it('forgets that a person was not found once they are seen again', async () => {
    const look = { accountId, people: [{ externalId: '1', evidence: 'notFound' as const }] };
    await rpc.request('rpc.users.apply', page([aPerson('1')]));
    await rpc.request('rpc.users.remove', { ...look, run: aRun({ runId: secondRun }) });
    await rpc.request('rpc.users.apply', page([aPerson('1')], { runId: secondRun }));

    await rpc.request('rpc.users.remove', { ...look, run: aRun({ runId: thirdRun }) });

    expect(await statuses()).toEqual({ 1: 'Invited' });
  });

  it('names whom proofs would remove, and so far removes nobody', async () => {
    await rpc.request('rpc.users.apply', page(['1', '2', '3'].map((id) => aPerson(id))));
    await users().updateOne({ 'origin.externalId': '2' }, { $set: { role: 'IamAdmin' } });
    const proofs = {
      accountId,
      run: aRun({ runId: secondRun }),
      people: [
        { externalId: '1', evidence: 'deleted' as const },
        { externalId: '2', evidence: 'deleted' as const },
        { externalId: '3', evidence: 'notFound' as const },
        { externalId: 'stranger', evidence: 'deleted' as const },
      ],
    };

    const prepared = await rpc.request('rpc.users.prepare-removals', proofs);
    expect(prepared.removable).toMatchObject([{ externalId: '1', name: 'Bo 1', reason: 'Deleted in Azure AD.' }]);
    expect(await rpc.request('rpc.users.prepare-removals', proofs)).toEqual(prepared);
    expect(await outcomes(secondRun)).toEqual(['skipped 2', 'awaitingSecondLook 3']);
    expect(await statuses()).toEqual({ 1: 'Invited', 2: 'Invited', 3: 'Invited' });

    expect(await rpc.request('rpc.users.remove', proofs)).toEqual({ removed: 1 });
    expect(await statuses()).toEqual({ 1: 'Inactive', 2: 'Invited', 3: 'Invited' });
  });

  it('holds people without changing them, asked about or not, and a repeat is answered alike', async () => {
    const disabled: Person = { is: 'skipped', externalId: '2', name: 'Bo', reason: 'disabled' };
    const run = aRun({ runId: secondRun });
    await rpc.request('rpc.users.apply', page(['1', '2', '3', '4', '5', '6'].map((id) => aPerson(id))));
    await rpc.request('rpc.users.apply', page([disabled, aPerson('6')], run));
    await users().updateOne({ 'origin.externalId': '4' }, { $set: { isOwner: true } });
    await users().updateOne({ 'origin.externalId': '5' }, { $set: { status: 'Inactive' } });
    const before = await users().find().toArray();
    const people = [
      { externalId: '1', evidence: 'deleted' as const },
      { externalId: '2', evidence: 'disabled' as const },
      ...['3', '4', '5', '6', 'stranger'].map((externalId) => ({ externalId })),
    ];

    const answer = await rpc.request('rpc.users.hold', { accountId, run, people });
    expect(answer.held.map(({ externalId, reason }) => [externalId, reason])).toEqual([
      ['1', 'Deleted in Azure AD.'],
      ['2', 'Disabled in Azure AD.'],
      ['3', 'Not seen in Azure AD; not asked about yet.'],
    ]);
    expect(await rpc.request('rpc.users.hold', { accountId, run, people })).toEqual(answer);
    expect(await outcomes(secondRun)).toEqual(['held 1', 'held 2', 'held 3']);
    expect(await users().find().toArray()).toEqual(before);
    const older = { ...run, fence: 0 };
    await expect(rpc.request('rpc.users.hold', { accountId, run: older, people })).rejects.toThrow();
  });

  it("counts the users who follow the run's tenant and are not inactive", async () => {
    await rpc.request('rpc.users.apply', page(['1', '2', '3'].map((id) => aPerson(id))));
    await users().updateOne({ 'origin.externalId': '1' }, { $set: { status: 'Inactive' } });
    await users().updateOne({ 'origin.externalId': '2' }, { $set: { 'origin.tenantId': 'another' } });

    expect(await rpc.request('rpc.users.count-synced', { accountId, run: aRun() })).toEqual({ users: 1 });
  });

  it('registers a signed-in person once and lets their directory user link to them', async () => {
    const person = {
      accountId,
      userId: 'Us1',
      name: 'Ana Sample',
      email: 'Ana@contoso.com',
      role: 'SuperAdmin' as const,
    };
    await rpc.request('rpc.users.register', person);
    await rpc.request('rpc.users.register', { ...person, name: 'Another name' });
    await rpc.request('rpc.users.apply', page([aPerson('ana', { FirstName: 'Ana', LastName: 'Sample' })]));

    const { items } = await rpc.request('rpc.users.list', { accountId });
    expect(items).toMatchObject([{ userId: 'Us1', externalId: 'ana', role: 'SuperAdmin', status: 'Active' }]);
    expect(await outcomes(firstRun)).toEqual(['linked ana']);
  });

  it('registers people of one id in two accounts, each for themselves', async () => {
    const person = { userId: 'Us1', name: 'Ana Sample', email: 'ana@contoso.com', role: 'User' as const };
    const other = { ...person, accountId: 'Ac0000009', name: 'Bo Example', role: 'SuperAdmin' as const };
    const first = await rpc.request('rpc.users.register', { ...person, accountId });
    const second = await rpc.request('rpc.users.register', other);
    const again = await rpc.request('rpc.users.register', { ...other, name: 'Bo Other', email: 'bo@contoso.com' });

    expect(first).toMatchObject({ userId: 'Us1', name: 'Ana Sample', role: 'User' });
    expect(second).toMatchObject({ name: 'Bo Example', role: 'SuperAdmin' });
    expect(second.userId).not.toBe('Us1');
    expect(again).toMatchObject({ userId: second.userId, name: 'Bo Other' });
    expect(await users().countDocuments()).toBe(2);
  });

  describe('of a signed-in person who is known by their id', () => {
    const person = { accountId, userId: 'Us1', name: 'Ana Sample', email: 'ana@contoso.com', role: 'User' as const };
    const register = (more: Partial<RegisterUser> = {}) => rpc.request('rpc.users.register', { ...person, ...more });
    const syncAna = (runId: string) =>
      rpc.request('rpc.users.apply', page([aPerson('ana', { Email: person.email })], { runId }));
    const deleteAna = () =>
      rpc.request('rpc.users.remove', {
        accountId,
        run: aRun({ runId: thirdRun, removedUsers: 'delete' }),
        people: [{ externalId: 'ana', evidence: 'deleted' }],
      });

    beforeEach(() => register());

    it('follows a changed role and name and tells of it, once', async () => {
      await register({ role: 'IamAdmin', name: 'Ana Specimen' });
      const again = await register({ role: 'IamAdmin', name: 'Ana Specimen' });

      expect(again).toMatchObject({ role: 'IamAdmin', name: 'Ana Specimen', version: 2 });
      await eventually(() =>
        expect(told.flatMap(({ changes }) => changes)).toMatchObject([{ userId: 'Us1', version: 2 }]),
      );
    });

    it('protects whom a new role makes an administrator, and no longer whom it makes a user', async () => {
      await syncAna(firstRun);
      await register({ role: 'SuperAdmin' });
      expect(await deleteAna()).toEqual({ removed: 0 });

      await register({ role: 'User' });
      await mongo.collection('outcomes').deleteMany({});
      expect(await deleteAna()).toEqual({ removed: 1 });
    });

    it('protects an administrator whom a sync created before they signed in', async () => {
      await users().deleteMany({});
      await syncAna(firstRun);
      const registered = await register({ role: 'IamAdmin' });

      expect(registered).toMatchObject({ externalId: 'ana', role: 'IamAdmin' });
      expect(await deleteAna()).toEqual({ removed: 0 });
    });

    it('leaves the name to the directory once they are synced', async () => {
      await syncAna(firstRun);

      expect(await register({ role: 'SuperAdmin', name: 'Another name' })).toMatchObject({ name: 'Bo ana' });
    });

    it('undoes nothing that a run notes about them meanwhile', async () => {
      await syncAna(firstRun);
      const repository = app.get(UsersRepository);
      const get = repository.get.bind(repository);
      repository.get = async (...of) => {
        const user = await get(...of);
        await syncAna(secondRun);
        return user;
      };
      await register({ role: 'SuperAdmin' });
      repository.get = get;

      expect(await users().findOne()).toMatchObject({ role: 'SuperAdmin', seen: { runId: secondRun } });
    });

    it('takes only the role over to the user who holds the address, where they are known by that alone', async () => {
      const holder = await register({ userId: 'Us2', role: 'SuperAdmin', name: 'Another name' });

      expect(holder).toMatchObject({ userId: 'Us1', role: 'SuperAdmin', name: 'Ana Sample', version: 2 });
    });
  });

  it('removes no administrator, not even by a plan from before they became one', async () => {
    await rpc.request('rpc.users.apply', page([aPerson('1'), aPerson('2')]));
    const sut = app.get(RunUsersRepository);
    const run = aRun({ runId: secondRun });
    const planned = async (removedUsers: 'deactivate' | 'delete') =>
      planRemovals(
        await users().find().toArray(),
        [{ externalId: '1', evidence: 'deleted' }],
        { ...run, removedUsers },
        '',
      );
    const plans = [await planned('deactivate'), await planned('delete')];
    await users().updateMany({}, { $set: { role: 'IamAdmin' } });

    for (const plan of plans) {
      await expect(sut.storeRemovals({ accountId, run }, plan)).rejects.toThrow(UsersChangedMeanwhile);
    }
    expect(await statuses()).toEqual({ 1: 'Invited', 2: 'Invited' });
  });

  it('begins anew to wonder about a person whom a run found there after all', async () => {
    await rpc.request('rpc.users.apply', page([aPerson('1')]));
    const look = (runId: string, evidence: RemovalEvidence) =>
      rpc.request('rpc.users.remove', { accountId, run: aRun({ runId }), people: [{ externalId: '1', evidence }] });

    await look(secondRun, 'notFound');
    await look(thirdRun, 'present');
    await look(fourthRun, 'notFound');

    expect(await statuses()).toEqual({ 1: 'Invited' });
  });

  it('stores the others of a page when one person keeps clashing, and counts nobody twice', async () => {
    const repository = app.get(RunUsersRepository);
    const store = repository.storePage.bind(repository);
    repository.storePage = (run, position, plan, also) => {
      if (plan.inserts.some(({ name }) => name === 'Bo poison')) throw new UsersChangedMeanwhile();
      return store(run, position, plan, also);
    };
    const reply = await rpc.request('rpc.users.apply', page(['1', 'poison', '2', '1'].map((id) => aPerson(id))));
    repository.storePage = store;

    expect(reply).toMatchObject({ fresh: 3 });
    expect((await outcomes(firstRun)).sort()).toEqual(['added 1', 'added 2', 'rejected poison']);
  });

  it('says how to reach people who are active, by id, by role, or by both', async () => {
    const person = (userId: string, role: Role) => ({
      accountId,
      userId,
      name: userId,
      email: `${userId}@c.com`,
      role,
    });
    for (const [id, role] of [
      ['Us1', 'SuperAdmin'],
      ['Us2', 'User'],
      ['Us3', 'SuperAdmin'],
    ] as const) {
      await rpc.request('rpc.users.register', person(id, role));
    }
    await users().updateOne({ _id: 'Us3' }, { $set: { status: 'Inactive' } });
    const asked = async (more: Partial<GetContacts>) =>
      (await rpc.request('rpc.users.contacts', { accountId, ...more })).contacts.map(({ userId }) => userId);

    expect(await asked({ userIds: ['Us1', 'Us2', 'Us3', 'Us4'] })).toEqual(['Us1', 'Us2']);
    expect(await asked({ userIds: ['Us1', 'Us2'], roles: ['SuperAdmin', 'IamAdmin'] })).toEqual(['Us1']);
    expect(await asked({ roles: ['SuperAdmin'] })).toEqual(['Us1']);
    await expect(asked({})).rejects.toThrow('userIds');
  });

  it('pages through users by name and refuses a cursor that it never gave', async () => {
    await rpc.request('rpc.users.apply', page(['3', '1', '2'].map((id) => aPerson(id))));

    const first = await rpc.request('rpc.users.list', { accountId, limit: 2 });
    const second = await rpc.request('rpc.users.list', { accountId, limit: 2, cursor: first.next });

    expect([...first.items, ...second.items].map(({ externalId }) => externalId)).toEqual(['1', '2', '3']);
    expect(second.next).toBeUndefined();
    await expect(rpc.request('rpc.users.list', { accountId, cursor: 'x' })).rejects.toThrow('cursor');
  });

  it('pages on after names of any length and script', async () => {
    const name = 'ظ'.repeat(256);
    await rpc.request('rpc.users.apply', page(['1', '2'].map((id) => aPerson(id, {}, { name: `${name}${id}` }))));

    const { next } = await rpc.request('rpc.users.list', { accountId, limit: 1 });
    const rest = await rpc.request('rpc.users.list', { accountId, limit: 1, cursor: next });
    expect(rest.items.map(({ externalId }) => externalId)).toEqual(['2']);
  });

  it('lists people by where they come from, beside status, search and page', async () => {
    const byHand = (userId: string) => ({
      accountId,
      userId,
      name: `By hand ${userId}`,
      email: `${userId}@contoso.com`,
      role: 'User' as const,
    });
    for (const id of ['Us1', 'Us2', 'Us3']) await rpc.request('rpc.users.register', byHand(id));
    await rpc.request('rpc.users.apply', page([aPerson('1'), aPerson('2')]));
    const found = async (more: Partial<ListUsers>) => {
      const { items, next } = await rpc.request('rpc.users.list', { accountId, ...more });
      return { ids: items.map(({ externalId, userId }) => externalId ?? userId), next };
    };

    expect((await found({ origin: 'azure' })).ids).toEqual(['1', '2']);
    expect((await found({ origin: 'hand' })).ids).toEqual(['Us1', 'Us2', 'Us3']);
    expect((await found({ origin: 'scim' })).ids).toEqual([]);
    expect((await found({ origin: 'hand', search: 'us2@' })).ids).toEqual(['Us2']);
    expect((await found({ origin: 'hand', status: 'Invited' })).ids).toEqual([]);
    const first = await found({ origin: 'hand', limit: 2 });
    expect((await found({ origin: 'hand', limit: 2, cursor: first.next })).ids).toEqual(['Us3']);
    await expect(found({ origin: 'ldap' as 'hand' })).rejects.toThrow('origin');
  });

  it('reads of many synced people only the few by hand to list them', async () => {
    await rpc.request('rpc.users.apply', page(Array.from({ length: 300 }, (_, id) => aPerson(String(id)))));
    const email = 'ana@contoso.com';
    await rpc.request('rpc.users.register', { accountId, userId: 'Us1', name: 'Zoe', email, role: 'User' });
    const repository = app.get(UsersRepository);

    expect(await usersExamined(() => repository.list({ accountId, origin: 'hand' }))).toEqual([1]);
  });

  it('knows when somebody last signed in, which nobody else is told of', async () => {
    await rpc.request('rpc.users.apply', page([aPerson('ana', { Email: 'ana@contoso.com' })]));
    const ana = { accountId, userId: 'Us1', name: 'Ana', email: 'ana@contoso.com', role: 'User' as const };
    const [before] = (await rpc.request('rpc.users.list', { accountId })).items;
    expect(before).not.toHaveProperty('lastSignInAt');
    await rpc.request('rpc.users.register', ana);

    const [after] = (await rpc.request('rpc.users.list', { accountId })).items;
    expect(Date.parse(after?.lastSignInAt ?? '')).toBeGreaterThan(0);
    expect(after?.version).toBe(before?.version);
  });

  it('lists as many users as one reply carries, however many were asked for', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => String(index + 100));
    await rpc.request('rpc.users.apply', page(ids.map((id) => aPerson(id, { About: 'x'.repeat(60_000) }))));

    const first = await rpc.request('rpc.users.list', { accountId, limit: 200 });
    const second = await rpc.request('rpc.users.list', { accountId, limit: 200, cursor: first.next });

    expect([...first.items, ...second.items].map(({ externalId }) => externalId)).toEqual(ids);
    expect(first.items.length).toBeLessThan(ids.length);
  });

  describe('a field that names another user', () => {
    const managed = (externalId: string, Manager: string) => aPerson(externalId, { Manager });
    const managerOf = async (externalId: string) => {
      const { items } = await rpc.request('rpc.users.list', { accountId });
      return items.find((user) => user.externalId === externalId)?.fields.Manager;
    };
    const open = () =>
      rpc.request('rpc.users.count-unresolved', { accountId, run: aRun({ runId: firstRun }), fields: ['Manager'] });

    it('is resolved whatever order people arrive in', async () => {
      await rpc.request('rpc.users.apply', page([managed('ana', 'cy'), managed('ben', 'cy'), managed('eva', 'ana')]));

      expect(await managerOf('eva')).toMatchObject({ value: 'ana', user: { name: 'Bo ana' } });
      expect(await managerOf('ana')).not.toHaveProperty('user');
      expect(await open()).toEqual({ people: { Manager: 2 } });

      await rpc.request('rpc.users.apply', page([aPerson('cy')], {}, 1));

      expect(await managerOf('ana')).toMatchObject({ value: 'cy', user: { name: 'Bo cy' } });
      expect(await open()).toEqual({ people: { Manager: 0 } });
      const { items } = await rpc.request('rpc.users.list', { accountId, search: 'Bo ana' });
      const ana = await rpc.request('rpc.users.get', { accountId, userId: items[0]?.userId ?? '' });
      expect(ana?.fields.Manager?.user?.userId).toMatch(/^Us/);
    });

    it('names nobody of another tenant, and counts nobody another run saw', async () => {
      await rpc.request('rpc.users.apply', page([aPerson('cy')], { tenantId: 'other' }));
      await rpc.request('rpc.users.apply', page([managed('ana', 'cy')]));

      expect(await managerOf('ana')).not.toHaveProperty('user');
      expect(await open()).toEqual({ people: { Manager: 1 } });
      await rpc.request('rpc.users.apply', page([managed('ana', 'cy')], { runId: secondRun }));
      expect(await open()).toEqual({ people: { Manager: 0 } });
    });
  });

  it('looks at nobody else to find the people of a page, by id or by address', async () => {
    await rpc.request('rpc.users.apply', page(Array.from({ length: 300 }, (_, id) => aPerson(String(id)))));
    const repository = app.get(RunUsersRepository);
    const find = () => repository.findForPage(accountId, aRun(), ['1', '2'], ['3@contoso.com']);

    expect((await usersExamined(find)).sort()).toEqual([1, 2]);
  });

  it('finds nobody by an address that is empty, or by no id at all', async () => {
    await rpc.request('rpc.users.apply', page([aPerson('1')]));

    expect(await app.get(RunUsersRepository).findForPage(accountId, aRun(), [], [''])).toEqual([]);
  });
});
