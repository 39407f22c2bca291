import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '@rollcall/contracts';
import {
  activate,
  connect,
  demoPreferences,
  demoRows,
  ensureField,
  finished,
  saveDraft,
  serviceNames,
  syncNow,
  tenantDetails,
} from '@rollcall/local';
import { eventually } from '@rollcall/servers';
import { House } from './testing/house.js';

const leaseMs = 2_000;
/** Its killed transactions block an account for so long, or half as long again. */
const transactionSeconds = 4;
const pages = 'GET /v1.0/users\\?';

describe('a run whose processes are killed', () => {
  let house: House;
  let truth: Awaited<ReturnType<House['rehearsal']['summary']>>;

  beforeAll(async () => {
    house = await House.start({
      people: 3_200,
      instances: { 'sync-runner': 2 },
      mongo: { transactionSeconds },
      environment: { 'sync-runner': { LEASE_MS: String(leaseMs), CLAIM_INTERVAL_MS: '200', RESUME_AFTER_MS: '500' } },
    });
    await connect(house.api, 'ana.admin@contoso.com');
    await tenantDetails(house.api);
    await ensureField(house.api, { name: 'Joining date', type: 'Date', required: false });
    const scope = { users: 'all' as const, userGroups: [], includeGuests: true, groupInfo: false, groups: [] };
    const preferences = { ...demoPreferences, sendInvitations: false };
    await saveDraft(house.api, { scope, rows: demoRows, preferences });
    truth = await house.rehearsal.summary();
  });

  // Whoever was killed is back before the next test.
  afterEach(() => Promise.all(serviceNames.map((name) => house.system.service(name).untilReady())));

  afterAll(() => house.close());

  async function request(): Promise<string> {
    return (await house.api.post<{ runId: string }>('/sync-runs', { kind: 'sync' })).runId;
  }

  async function heldAt(page: number): Promise<{ runId: string; release: () => Promise<void> }> {
    const hold = await house.rehearsal.hold(pages, page);
    const runId = await request();
    await hold.reached();
    return { runId, release: () => hold.release() };
  }

  /** A run that changed exactly the people renamed, each once, and told of each once. */
  async function expectRenamed(run: Run, renamed: number, before: Record<string, unknown>[]): Promise<void> {
    expect(run.counts).toMatchObject({ read: truth.people, added: 0, updated: renamed, deactivated: 0, deleted: 0 });
    const after = await house.users();
    const versions = new Map(before.map(({ _id, version }) => [_id, Number(version)]));
    const raised = after.map(({ _id, version }) => Number(version) - (versions.get(_id) ?? Number.NaN));
    expect(raised.filter((by) => by === 1)).toHaveLength(renamed);
    expect(raised.filter((by) => by === 0)).toHaveLength(after.length - renamed);
    await eventually(async () => expect(await house.changesTold()).toHaveLength(renamed));
  }

  it('completes the first sync though the runner dies at the third page', async () => {
    const hold = await house.rehearsal.hold(pages, 4);
    const activated = activate(house.api);
    await hold.reached();
    house.system.service('sync-runner').kill();
    house.system.service('sync-runner-2').kill();
    await hold.release();
    const run = await activated;

    expect(run.counts).toMatchObject({ read: truth.people, added: truth.mappable, skipped: truth.disabled });
    expect((await house.users()).filter(({ origin }) => origin)).toHaveLength(truth.mappable);
    await eventually(async () => expect(await house.changesTold()).toHaveLength(truth.mappable));
  });

  it.each(['user-lifecycle', 'identity-connector', 'nats-server', 'mongod', 'config', 'gateway'])(
    'completes with the same counts though %s dies in the middle',
    async (victim) => {
      await house.rehearsal.change('rename', 1_500);
      const before = await house.users();
      await house.forgetTold();
      const { runId, release } = await heldAt(2);
      if (victim === 'nats-server') await house.system.killNats();
      else if (victim === 'mongod') await house.system.killMongo();
      else house.system.service(victim).kill();
      await release();
      await expectRenamed(await finished(house.api, runId), 1_500, before);
    },
  );

  it('goes on soon though user-lifecycle dies within a transaction', async () => {
    await house.rehearsal.change('rename', 1_500);
    const before = await house.users();
    await house.forgetTold();
    const { runId, release } = await heldAt(2);
    const victim = house.system.service('user-lifecycle');
    await release();
    await eventually(
      async () => {
        victim.freeze();
        if ((await house.openTransactions('user-lifecycle')) > 0) return;
        victim.thaw();
        throw new Error('user-lifecycle was never met within a transaction');
      },
      { intervalMs: 5 },
    );
    victim.kill();
    const killedAt = Date.now();
    await expectRenamed(await finished(house.api, runId), 1_500, before);
    expect(Date.now() - killedAt).toBeLessThan(40_000);
  });

  it('lets a runner that was frozen past its lease write nothing when it wakes up', async () => {
    await house.rehearsal.change('rename', 1_500);
    const before = await house.users();
    await house.forgetTold();
    const { runId, release } = await heldAt(3);
    const isHeldBy = (name: string) =>
      readFileSync(join(house.logDir, `${name}.log`), 'utf8').includes(`${runId} claimed`);
    const holder = house.system.service(['sync-runner', 'sync-runner-2'].find(isHeldBy) ?? '');
    const runs = house.database('sync-runner').collection('runs');
    const fenceOf = async () => Number((await runs.findOne({ ids: runId }))?.fence);
    const fence = await fenceOf();
    holder.freeze();
    await eventually(async () => expect(await fenceOf()).toBeGreaterThan(fence));
    await release();
    await expectRenamed(await finished(house.api, runId), 1_500, before);
    const done = { run: await runs.findOne({ ids: runId }), users: await house.users() };

    holder.thaw();
    await holder.untilReady();
    await house.rehearsal.forgetChanges();
    const next = await syncNow(house.api);

    expect(next.counts).toMatchObject({ updated: 0, unchanged: truth.mappable });
    expect(await runs.findOne({ ids: runId })).toEqual(done.run);
    expect(await house.users()).toEqual(done.users);
  });

  it('makes one run of two requests at once to two runners', async () => {
    const asked = await Promise.all([request(), request()]);
    const runs = await Promise.all(asked.map((runId) => finished(house.api, runId)));

    expect(runs[0]?.runId).toBe(runs[1]?.runId);
  });
});
