import type { ListOutcomes, Person } from '@rollcall/contracts';
import type { RpcClient } from '@rollcall/messaging';
import type { Connection } from 'mongoose';
import { type App, empty, startUserLifecycle } from '../testing/running.js';
import { aPerson, aRun } from '../users/users.builders.js';

const accountId = 'Ac0000001';
const { runId } = aRun();

const people: Person[] = [
  aPerson('1'),
  aPerson('2', { FirstName: 'Ana (a.k.a. Bo)' }),
  { is: 'skipped', externalId: '3', name: 'Guest', reason: 'guest' },
  { is: 'rejected', externalId: '4', name: 'Kim', reasons: [{ code: 'value-missing', message: 'No last name.' }] },
];

describe('outcomes', () => {
  let app: App;
  let rpc: RpcClient;
  let mongo: Connection;

  const list = (more: Partial<ListOutcomes> = {}) => rpc.request('rpc.outcomes.list', { accountId, runId, ...more });
  const ids = async (more: Partial<ListOutcomes> = {}) => (await list(more)).items.map(({ externalId }) => externalId);

  beforeAll(async () => {
    ({ app, rpc, mongo } = await startUserLifecycle());
  });

  beforeEach(async () => {
    await empty(mongo);
    await rpc.request('rpc.users.apply', { accountId, run: aRun(), position: { read: 0, page: 0 }, people });
  });

  afterAll(() => app.close());

  it('tells what the run did to whom, and why', async () => {
    const { items } = await list();

    expect(items).toMatchObject([
      { externalId: '1', action: 'added', name: 'Bo 1' },
      { externalId: '2', action: 'added' },
      { externalId: '3', action: 'skipped', reason: 'A guest, and guests are not included.' },
      { externalId: '4', action: 'rejected', reason: 'No last name.', reasons: [{ code: 'value-missing' }] },
    ]);
  });

  it('finds people by what was done and by any part of their name, taken literally', async () => {
    expect(await ids({ action: 'added' })).toEqual(['1', '2']);
    expect(await ids({ search: '(A.K.A.' })).toEqual(['2']);
    expect(await ids({ search: '.*' })).toEqual([]);
  });

  it('tells of one person who follows them, and what runs did last, newest first', async () => {
    const { provider, tenantId } = aRun();
    const find = (externalId: string, tenant = tenantId) =>
      rpc.request('rpc.users.find-synced', { accountId, provider, tenantId: tenant, externalId });
    const later = aRun({ runId: '7d1c8a52-6c86-4d5f-9d6c-0c6c5a1d9a77' });
    const changed = [aPerson('2', { FirstName: 'Anna' })];
    await rpc.request('rpc.users.apply', { accountId, run: later, position: { read: 0, page: 0 }, people: changed });

    expect(await find('2')).toMatchObject({
      user: { externalId: '2', status: 'Invited' },
      excluded: false,
      outcomes: [
        { action: 'updated', runId: later.runId },
        { action: 'added', runId },
      ],
    });
    expect(await find('4')).toMatchObject({ user: null, outcomes: [{ action: 'rejected' }] });
    expect(await find('2', 'another-tenant')).toMatchObject({ user: null });
    expect(await find('5')).toEqual({ user: null, excluded: false, outcomes: [] });
  });

  it('keeps them for as long as is set', async () => {
    const [outcome] = await mongo.collection<{ at: Date; expiresAt: Date }>('outcomes').find().toArray();
    const days = ((outcome?.expiresAt.getTime() ?? 0) - (outcome?.at.getTime() ?? 0)) / (24 * 60 * 60 * 1_000);
    expect(Math.round(days)).toBe(90);
  });

  it('pages through them', async () => {
    const first = await list({ limit: 3 });
    const second = await list({ limit: 3, cursor: first.next });

    expect([...first.items, ...second.items].map(({ externalId }) => externalId)).toEqual(['1', '2', '3', '4']);
    expect(second.next).toBeUndefined();
  });

  it('counts the reasons for rejects, and gives an example of each', async () => {
    const reply = await rpc.request('rpc.outcomes.reasons', { accountId, runId });

    expect(reply).toEqual({ reasons: [{ code: 'value-missing', people: 1, message: 'No last name.' }] });
  });

  it('counts them by what was done', async () => {
    expect(await rpc.request('rpc.outcomes.count', { accountId, runId })).toEqual({
      added: 2,
      skipped: 1,
      rejected: 1,
    });
  });

  it('shows nothing to another account, not even one with a run of the same id', async () => {
    const other = { accountId: 'Ac0000002' };
    expect(await ids(other)).toEqual([]);
    expect(await rpc.request('rpc.outcomes.count', { ...other, runId })).toEqual({});

    await rpc.request('rpc.users.apply', {
      ...other,
      run: aRun(),
      position: { read: 0, page: 7 },
      people: [aPerson('1')],
    });
    expect(await ids(other)).toEqual(['1']);
    expect(await ids()).toHaveLength(4);
  });
});
