import type { Actor, AuditRecorded, MappedPerson, RemovalProof, RunContext } from '@rollcall/contracts';
import { BusConnection, type RpcClient } from '@rollcall/messaging';
import { eventually } from '@rollcall/servers';
import type { Connection } from 'mongoose';
import { type App, empty, startUserLifecycle } from '../testing/running.js';
import { aPerson, aRun } from '../users/users.builders.js';
import { RunUsersRepository, UsersChangedMeanwhile } from '../users/run-users.repository.js';
import type { UserDocument } from '../users/users.schema.js';

const accountId = 'Ac0000001';
const runId = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const actor: Actor = { userId: 'UsAdmin', name: 'Ana Admin', role: 'SuperAdmin' };
const wants = (id: string, of: string) => aPerson(id, { Email: `${of}@contoso.com` });
const same = (...ids: string[]) => ids.map((id) => aPerson(id));

describe('addresses', () => {
  let app: App;
  let rpc: RpcClient;
  let mongo: Connection;
  const told: AuditRecorded[] = [];

  const users = () => mongo.collection<UserDocument>('users');
  const addresses = async (): Promise<Record<string, string | null>> =>
    Object.fromEntries(
      (await users().find().toArray()).map(({ _id, origin, email }) => [origin?.externalId ?? _id, email]),
    );
  const outcomes = async (number: number) => {
    const { items } = await rpc.request('rpc.outcomes.list', { accountId, runId: runId(number) });
    return items.map(({ action, externalId }) => `${action} ${externalId}`);
  };
  const runOf = (number: number, more: Partial<RunContext> = {}) => ({
    accountId,
    run: aRun({ runId: runId(number), fence: number, ...more }),
  });
  const read = (number: number, people: MappedPerson[]) =>
    rpc.request('rpc.users.apply', { ...runOf(number), position: { read: 0, page: 0 }, people });
  const settle = (number: number, hold = false, proofs: RemovalProof[] = []) =>
    rpc.request('rpc.users.settle-emails', { ...runOf(number), upTo: 'zzz', hold, proofs });
  const decide = async (decision: 'approve' | 'keep') => {
    const { asOf = '' } = await rpc.request('rpc.email-changes.list', { accountId });
    return rpc.request('rpc.email-changes.decide', { accountId, actor, decision, asOf });
  };
  const close = (number: number, whole = true) => rpc.request('rpc.users.close-emails', { ...runOf(number), whole });

  beforeAll(async () => {
    ({ app, rpc, mongo } = await startUserLifecycle());
    app.get(BusConnection).connection.subscribe('audit.recorded', {
      callback: (_error, message) => void told.push(message.json<AuditRecorded>()),
    });
  });

  beforeEach(async () => {
    await empty(mongo);
    told.length = 0;
    await read(1, same('1', '2', '3'));
  });

  afterAll(() => app.close());

  it('are swapped in one go, once, when everybody is read', async () => {
    await read(2, [wants('1', '2'), wants('2', '3'), wants('3', '1')]);
    expect(await addresses()).toEqual({ 1: '1@contoso.com', 2: '2@contoso.com', 3: '3@contoso.com' });

    expect(await settle(2)).toEqual({ settled: 3 });
    expect(await settle(2)).toEqual({ settled: 0 });

    expect(await addresses()).toEqual({ 1: '2@contoso.com', 2: '3@contoso.com', 3: '1@contoso.com' });
    expect(await outcomes(2)).toEqual(['updated 1', 'updated 2', 'updated 3']);
    expect(await mongo.collection('waiting_people').countDocuments()).toBe(0);
  });

  it('are swapped with somebody whose turn would come later', async () => {
    await read(2, [wants('1', '3'), wants('3', '1')]);
    await rpc.request('rpc.users.settle-emails', { ...runOf(2), upTo: '1', hold: false, proofs: [] });

    expect(await addresses()).toEqual({ 1: '3@contoso.com', 2: '2@contoso.com', 3: '1@contoso.com' });
    expect(await settle(2)).toEqual({ settled: 0 });
  });

  it('are settled as if nothing had happened after a runner repeated its page', async () => {
    await read(2, [wants('1', '2'), wants('2', '1')]);
    await read(2, [wants('1', '2'), wants('2', '1')]);
    await settle(2);

    expect(await outcomes(2)).toEqual(['updated 1', 'updated 2']);
  });

  it('are not touched by a runner whose run was taken over', async () => {
    await read(2, [wants('1', 'new')]);
    await read(3, []);

    await expect(settle(2)).rejects.toMatchObject({ code: 'run-superseded' });
    await expect(close(2)).rejects.toMatchObject({ code: 'run-superseded' });
    expect(await addresses()).toMatchObject({ 1: '1@contoso.com' });
  });

  it('name the holders to ask about: those whom the run did not see', async () => {
    await read(2, [wants('2', '1'), wants('new', '3'), ...same('3')]);
    const ask = (after?: string) => rpc.request('rpc.users.email-holders', { ...runOf(2), after, limit: 10 });

    expect(await ask()).toEqual({ holders: ['1'], upTo: 'new' });
    expect(await ask('new')).toEqual({ holders: [] });
  });

  it('go to the same person under a new id once the old one is proved gone, and nobody is added', async () => {
    await read(2, [aPerson('new', { LastName: '1', Email: '1@contoso.com' })]);
    const { _id } = (await users().findOne({ email: '1@contoso.com' })) ?? { _id: '' };
    await settle(2, false, [{ externalId: '1', evidence: 'deleted' }]);

    expect(await users().findOne({ _id })).toMatchObject({ origin: { externalId: 'new' }, email: '1@contoso.com' });
    expect(await outcomes(2)).toEqual(['linked new']);
    expect(await rpc.request('rpc.users.absent', { ...runOf(2), limit: 10 })).toMatchObject({
      users: [{ externalId: '2' }, { externalId: '3' }],
    });
  });

  it('settle the others when one person keeps clashing with changes of others', async () => {
    await read(2, [wants('1', 'poison'), wants('2', 'new')]);
    const repository = app.get(RunUsersRepository);
    const store = repository.storePage.bind(repository);
    repository.storePage = (run, position, plan, also) => {
      if (plan.updates.some(({ user }) => user.email === 'poison@contoso.com')) throw new UsersChangedMeanwhile();
      return store(run, position, plan, also);
    };
    await settle(2);
    repository.storePage = store;

    expect(await outcomes(2)).toEqual(['rejected 1', 'updated 2']);
    expect(await addresses()).toMatchObject({ 1: '1@contoso.com', 2: 'new@contoso.com' });
  });

  describe('that would change for too many', () => {
    const changed = () => [wants('1', 'a'), wants('2', 'b'), ...same('3')];
    const list = async () => {
      const { items } = await rpc.request('rpc.email-changes.list', { accountId });
      return items.map(({ externalId, state, from, to }) => `${externalId} ${state}: ${from} > ${to}`);
    };

    beforeEach(async () => {
      await read(2, changed());
      expect(await rpc.request('rpc.users.count-email-changes', runOf(2))).toEqual({ changes: 2, undecided: 0 });
      await settle(2, true);
    });

    it('are held, listed, and counted', async () => {
      expect(await outcomes(2)).toEqual(['held 1', 'held 2']);
      expect(await addresses()).toEqual({ 1: '1@contoso.com', 2: '2@contoso.com', 3: '3@contoso.com' });
      expect(await list()).toEqual(['1 held: 1@contoso.com > a@contoso.com', '2 held: 2@contoso.com > b@contoso.com']);
      expect(await close(2)).toEqual({ held: 2 });
    });

    it('are undecided in the next run, and stay held since when they were', async () => {
      const before = await mongo.collection('email_changes').find().toArray();
      await read(3, changed());
      expect(await rpc.request('rpc.users.count-email-changes', runOf(3))).toEqual({ changes: 2, undecided: 2 });
      await settle(3, true);

      const after = await mongo.collection('email_changes').find().toArray();
      expect(after.map(({ heldAt }): unknown => heldAt)).toEqual(before.map(({ heldAt }): unknown => heldAt));
      expect(await close(3)).toEqual({ held: 2 });
    });

    it('are carried out by the next run once approved', async () => {
      expect(await decide('approve')).toEqual({ people: 2 });
      await eventually(() =>
        expect(told).toMatchObject([{ actor, action: 'Approved email changes', target: '2 people' }]),
      );
      await read(3, changed());
      expect(await rpc.request('rpc.users.count-email-changes', runOf(3))).toEqual({ changes: 0, undecided: 0 });
      await settle(3, true);

      expect(await addresses()).toMatchObject({ 1: 'a@contoso.com', 2: 'b@contoso.com' });
      expect(await list()).toEqual([]);
    });

    const holdMore = async (people: number) => {
      const [one] = await mongo.collection('email_changes').find().toArray();
      const { _id, ...held } = one ?? {};
      const more = Array.from({ length: people }, (_, number) => ({ ...held, externalId: `p${number}` }));
      await mongo.collection('email_changes').insertMany(more);
    };

    it('are decided about in parts where they are many, each told in the audit trail', async () => {
      await holdMore(9_999);

      expect(await decide('keep')).toEqual({ people: 10_001 });
      expect(await mongo.collection('email_changes').distinct('state')).toEqual(['kept']);
      await eventually(() => expect(told.map(({ target }) => target).sort()).toEqual(['1 person', '10000 people']));
    });

    it('are held anew where the directory has another address by now than was approved', async () => {
      await decide('approve');
      await read(3, [wants('1', 'other'), ...same('2', '3')]);
      await settle(3, true);

      expect(await outcomes(3)).toEqual(['held 1']);
      expect(await list()).toContain('1 held: 1@contoso.com > other@contoso.com');
    });

    it('stay as they are once kept, and no run asks again', async () => {
      await decide('keep');
      await read(3, changed());
      expect(await rpc.request('rpc.users.count-email-changes', runOf(3))).toEqual({ changes: 0, undecided: 0 });
      await settle(3);

      expect(await outcomes(3)).toEqual([]);
      expect(await addresses()).toMatchObject({ 1: '1@contoso.com' });
    });

    it('are forgotten once a whole read does not meet them any more', async () => {
      await read(3, [wants('1', 'a'), ...same('2', '3')]);
      await settle(3, true);
      expect(await close(3, false)).toEqual({ held: 1 });
      expect(await list()).toHaveLength(2);

      expect(await close(3)).toEqual({ held: 1 });
      expect(await list()).toEqual(['1 held: 1@contoso.com > a@contoso.com']);
    });

    it('are forgotten part by part where they are many', async () => {
      await holdMore(10_001);
      await read(3, [wants('1', 'a'), ...same('2', '3')]);
      await settle(3, true);

      expect(await close(3)).toEqual({ held: 1 });
      expect(await mongo.collection('email_changes').distinct('externalId')).toEqual(['1']);
    });

    it('show nothing to another account, and let nobody decide without a name', async () => {
      const other = 'Ac0000002';
      expect(await rpc.request('rpc.email-changes.list', { accountId: other })).toEqual({ items: [] });
      const asOf = new Date().toISOString();
      const elsewhere = { accountId: other, actor, decision: 'approve' as const, asOf };
      expect(await rpc.request('rpc.email-changes.decide', elsewhere)).toEqual({ people: 0 });
      const nobody = rpc.request('rpc.email-changes.decide', { accountId, decision: 'approve', asOf });
      await expect(nobody).rejects.toThrow('actor');
    });
  });
});
