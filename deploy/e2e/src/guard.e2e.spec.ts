import type { Configuration, Page, Removal, RemovalsDecided, Run } from '@rollcall/contracts';
import { finished, runDemo, syncNow } from '@rollcall/local';
import { eventually } from '@rollcall/servers';
import { House } from './testing/house.js';

const admin = 'sasha.super@kissflow.example';
const batches = 'POST /v1.0/\\$batch';

interface Synced {
  status: string;
  origin?: { externalId: string };
}

describe('removals that are too many', () => {
  let house: House;
  let synced: number;
  let gone: string[];

  const followers = async () => (await house.users()).filter(({ origin }) => origin) as unknown as Synced[];
  const inactive = async () =>
    (await followers())
      .filter(({ status }) => status === 'Inactive')
      .map(({ origin }) => origin?.externalId)
      .sort();
  const removals = async (state: string) => {
    const found: Removal[] = [];
    let asOf: string | undefined;
    let next: string | undefined;
    do {
      const cursor: string = next === undefined ? '' : `&cursor=${next}`;
      const page = await house.api.get<Page<Removal> & { asOf?: string }>(
        `/removals?state=${state}&limit=200${cursor}`,
      );
      found.push(...page.items);
      asOf ??= page.asOf;
      next = page.next;
    } while (next !== undefined);
    return { ids: found.map(({ externalId }) => externalId).sort(), items: found, asOf };
  };
  const decide = (decision: object) => house.api.post<RemovalsDecided>('/removals/decide', decision);
  const causes = ({ notices }: Run) => notices.map(({ cause }) => cause);
  const heldMails = async () =>
    (await house.rehearsal.mails(admin)).filter(({ subject }) => subject === 'Removals wait for your decision');

  beforeAll(async () => {
    house = await House.start({
      people: 1_000,
      groups: 4,
      environment: { 'sync-runner': { LEASE_MS: '2000', CLAIM_INTERVAL_MS: '200', RESUME_AFTER_MS: '500' } },
    });
    const { gateway, rehearsal = '' } = house.system.urls;
    await runDemo({ gateway, rehearsal }, () => undefined);
    synced = (await followers()).length;
  });

  afterAll(() => house.close());

  it('are those beyond the threshold of the configuration', async () => {
    const { active } = await house.api.get<Configuration>('/sync-configuration');

    expect(active?.preferences.threshold).toEqual({ people: 10, percent: 5 });
  });

  it('are all held, though the runner is killed while it asks, and nobody is removed', async () => {
    gone = (await house.rehearsal.change('delete', 200)).sort();
    const before = await house.users();
    const hold = await house.rehearsal.hold(batches);
    const { runId } = await house.api.post<{ runId: string }>('/sync-runs', { kind: 'sync' });
    await hold.reached();
    house.system.service('sync-runner').kill();
    await hold.release();
    const run = await finished(house.api, runId);

    expect(run).toMatchObject({ status: 'partialSuccess', counts: { held: 200, deactivated: 0, deleted: 0 } });
    expect(causes(run)).toContain('removals-held');
    expect(await house.users()).toEqual(before);
    const held = await removals('held');
    expect(held.ids).toEqual(gone);
    expect(held.items[0]?.reason).toContain('Azure AD');
    const { items } = await house.api.get<Page<unknown>>(`/sync-runs/${runId}/people?outcome=held&limit=200`);
    expect(items).toHaveLength(200);
  });

  it('are told once, in the app and by mail', async () => {
    await syncNow(house.api);

    await eventually(async () => expect(await heldMails()).toHaveLength(1));
    const { items } = await house.api.get<Page<{ cause: string }>>('/notifications');
    expect(items.filter(({ cause }) => cause === 'removals-held')).toHaveLength(1);
  });

  it('are decided about by administrators only', async () => {
    const other = await house.signedInAs('Us0000003');

    await expect(other.post('/removals/decide', { approve: 'all', asOf: new Date().toISOString() })).rejects.toThrow();
    await expect(other.get('/removals')).rejects.toThrow();
  });

  it('are carried out for exactly those approved, though the runner is killed meanwhile', async () => {
    const { asOf } = await removals('held');
    const approved = gone.slice(0, 50);
    const hold = await house.rehearsal.hold(batches);
    const { people, runId = '' } = await decide({ approve: approved, asOf });
    await hold.reached();
    house.system.service('sync-runner').kill();
    await hold.release();
    const run = await finished(house.api, runId);

    expect(people).toBe(50);
    expect(run).toMatchObject({ trigger: 'removals', counts: { deactivated: 50, held: 0 } });
    expect(await inactive()).toEqual(approved);
    expect((await removals('held')).ids).toEqual(gone.slice(50));
  });

  it('are not held again in the next run where the people are to be kept', async () => {
    const { asOf } = await removals('held');
    expect(await decide({ keep: 'all', asOf })).toEqual({ people: 150 });
    const run = await syncNow(house.api);

    expect(run.counts).toMatchObject({ held: 0, deactivated: 0 });
    expect(causes(run)).not.toContain('removals-held');
    expect(await inactive()).toEqual(gone.slice(0, 50));
    expect((await removals('kept')).ids).toEqual(gone.slice(50));
  });

  it('are no longer held, nor people kept, once they are seen again', async () => {
    const back = gone.slice(50, 60);
    for (const person of back) await house.rehearsal.act(person, 'restore');
    await syncNow(house.api);
    expect((await removals('returned')).ids).toEqual(back);

    const [again = ''] = back;
    await house.rehearsal.act(again, 'delete');
    const run = await syncNow(house.api);

    expect(run.counts).toMatchObject({ deactivated: 1, held: 0 });
    expect(await inactive()).toEqual([...gone.slice(0, 50), again].sort());
  });

  it('remove nobody when the tenant answers for everyone that they are not found', async () => {
    const before = await inactive();
    const left = await house.rehearsal.change('delete', 100);
    const notFound = { times: 100_000, status: 404, code: 'Request_ResourceNotFound' };
    await house.rehearsal.fault('status', 'GET /v1.0/(users|directory/deletedItems)/[0-9a-f]{8}-', notFound);
    for (let runs = 0; runs < 2; runs += 1) {
      const run = await syncNow(house.api);
      expect(run.counts).toMatchObject({ deactivated: 0, deleted: 0, held: 0, awaitingSecondLook: 0 });
      expect(causes(run)).toContain('unproved');
    }
    expect(await inactive()).toEqual(before);

    await fetch(`${house.rehearsal.origin}/control/faults`, { method: 'DELETE' });
    expect((await syncNow(house.api)).counts).toMatchObject({ deactivated: 0, held: 100 });
    expect(await inactive()).toEqual(before);
    expect((await removals('held')).ids).toEqual(left.sort());
    expect(await followers()).toHaveLength(synced);
  });
});
