import type { ApplyPage, Person, RunContext } from '@rollcall/contracts';
import { BusConnection, type RpcClient } from '@rollcall/messaging';
import { eventually } from '@rollcall/servers';
import type { Connection } from 'mongoose';
import { type App, empty, startUserLifecycle } from '../testing/running.js';
import { aPerson, aRun } from './users.builders.js';

const accountId = 'Ac0000001';
const syncId = '00000000-0000-4000-8000-000000000001';
const previewId = '00000000-0000-4000-8000-000000000002';

const context = (more: Partial<RunContext> = {}) => aRun({ runId: previewId, kind: 'preview', ...more });

const page = (people: Person[], run: RunContext = context(), at = 0): ApplyPage => ({
  accountId,
  run,
  position: { read: 0, page: at },
  people,
});

const disabled = (externalId: string): Person => ({ is: 'skipped', externalId, name: externalId, reason: 'disabled' });

describe('a preview', () => {
  let app: App;
  let rpc: RpcClient;
  let mongo: Connection;
  const told: string[] = [];

  const users = () => mongo.collection('users').find().sort({ _id: 1 }).toArray();
  const apply = (...request: Parameters<typeof page>) => rpc.request('rpc.users.apply', page(...request));
  const outcomes = async () => {
    const { items } = await rpc.request('rpc.outcomes.list', { accountId, runId: previewId });
    return items.map(({ action, externalId }) => `${action} ${externalId}`);
  };

  beforeAll(async () => {
    ({ app, rpc, mongo } = await startUserLifecycle());
    app.get(BusConnection).connection.subscribe('user.changed', { callback: () => void told.push('told') });
  });

  beforeEach(async () => {
    await empty(mongo);
    told.length = 0;
    await apply([aPerson('1'), aPerson('2'), aPerson('3')], aRun({ runId: syncId }));
    await eventually(() => expect(told).not.toEqual([]));
    told.length = 0;
  });

  afterAll(() => app.close());

  it('tells field by field what a sync would do, and does nothing of it', async () => {
    const before = await users();

    const reply = await apply([aPerson('1'), aPerson('2', { LastName: 'Renamed' }), aPerson('4')]);

    expect(reply).toEqual({ fresh: 3 });
    const { items } = await rpc.request('rpc.outcomes.list', { accountId, runId: previewId });
    expect(items).toMatchObject([
      { externalId: '2', action: 'updated', changes: [{ field: 'LastName', from: '2', to: 'Renamed' }] },
      {
        externalId: '4',
        action: 'added',
        changes: expect.arrayContaining([{ field: 'LastName', from: null, to: '4' }]) as unknown,
      },
    ]);
    expect(await users()).toEqual(before);
    expect(told).toEqual([]);
  });

  it('counts nobody twice and decides on what it would have made of the pages before', async () => {
    await apply([aPerson('1', { Email: 'moved@contoso.com' }), aPerson('4')]);

    // 1 would have given up this address, 4 would have taken that one.
    const reply = await apply(
      [
        aPerson('1', { Email: 'moved@contoso.com' }),
        aPerson('5', { Email: '1@contoso.com' }),
        aPerson('6', { Email: '4@contoso.com' }),
      ],
      context(),
      1,
    );

    expect(reply).toEqual({ fresh: 2 });
    const before = await users();
    const run = context();
    const { upTo = '' } = await rpc.request('rpc.users.email-holders', { accountId, run, limit: 10 });
    await rpc.request('rpc.users.settle-emails', { accountId, run, upTo, hold: false, proofs: [] });
    expect(await users()).toEqual(before);
    expect(await outcomes()).toEqual(['added 4', 'updated 1', 'added 5', 'rejected 6']);
  });

  it('answers a repeated page alike', async () => {
    const people = [aPerson('1'), aPerson('4'), disabled('2')];

    expect([await apply(people), await apply(people)]).toEqual([{ fresh: 3 }, { fresh: 3 }]);
    expect(await outcomes()).toEqual(['added 4']);
  });

  it('names who would be removed, and removes nobody', async () => {
    const run = context();
    await apply([aPerson('1'), disabled('2')]);

    const { users: absent } = await rpc.request('rpc.users.absent', { accountId, run, limit: 10 });
    expect(absent).toMatchObject([
      { externalId: '2', why: 'disabled' },
      { externalId: '3', why: 'unseen' },
    ]);

    const people = [
      { externalId: '2', evidence: 'disabled' as const },
      { externalId: '3', evidence: 'deleted' as const },
    ];
    const { removable } = await rpc.request('rpc.users.prepare-removals', { accountId, run, people });
    expect(removable.map(({ externalId }) => externalId)).toEqual(['2', '3']);
    await rpc.request('rpc.users.remove', { accountId, run, people });

    expect(await outcomes()).toEqual(['deactivated 2', 'deactivated 3']);
    expect((await users()).map(({ status }): unknown => status)).toEqual(['Invited', 'Invited', 'Invited']);
  });

  it('goes on to the end of the list of absent people, whoever of them it has seen', async () => {
    const run = context();
    await apply([aPerson('1'), aPerson('2')]);

    const first = await rpc.request('rpc.users.absent', { accountId, run, limit: 2 });
    const second = await rpc.request('rpc.users.absent', { accountId, run, limit: 2, after: first.next });

    expect([first.users, second.users]).toMatchObject([[], [{ externalId: '3', why: 'unseen' }]]);
  });

  it('runs beside a sync: neither takes the other for a run that was taken over', async () => {
    await apply([aPerson('1')], context({ fence: 1 }));
    await apply([aPerson('1')], aRun({ runId: syncId, fence: 7 }), 1);

    await expect(apply([aPerson('2')], context({ fence: 1 }), 1)).resolves.toEqual({ fresh: 1 });
    await apply([aPerson('2')], context({ fence: 2 }), 2);
    await expect(apply([aPerson('2')], context({ fence: 1 }), 3)).rejects.toMatchObject({ code: 'run-superseded' });
  });

  it('leaves nothing but its outcomes when it ends', async () => {
    await apply([aPerson('4')]);

    await rpc.request('rpc.users.end-preview', { accountId, run: context() });

    expect(await mongo.collection('previewed_users').countDocuments()).toBe(0);
    expect(await outcomes()).toEqual(['added 4']);
  });
});
