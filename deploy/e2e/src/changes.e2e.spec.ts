import type { CountedReason, Outcome, Page, Run } from '@rollcall/contracts';
import {
  activate,
  demoPreferences,
  demoRows,
  ensureField,
  finished,
  runDemo,
  saveDraft,
  syncNow,
} from '@rollcall/local';
import { eventually } from '@rollcall/servers';
import { House } from './testing/house.js';

const singly = 'POST /v1.0/\\$batch';

interface Synced {
  status: string;
  name: string;
  origin?: { externalId: string };
  fields: Record<string, { value: string | null }>;
}

describe('runs after the first', () => {
  let house: House;

  const synced = async () => {
    const users = (await house.users()) as unknown as Synced[];
    return new Map(users.flatMap((user) => (user.origin ? [[user.origin.externalId, user] as const] : [])));
  };
  const people = async (runId: string, outcome: string) =>
    (await house.api.get<Page<Outcome>>(`/sync-runs/${runId}/people?outcome=${outcome}&limit=200`)).items;
  const run = async (kind: 'sync' | 'preview', of?: 'draft' | 'active') => {
    const { runId } = await house.api.post<{ runId: string }>('/sync-runs', { kind, ...(of && { of }) });
    return finished(house.api, runId);
  };

  beforeAll(async () => {
    house = await House.start({
      people: 1_200,
      groups: 4,
      environment: { 'sync-runner': { LEASE_MS: '2000', CLAIM_INTERVAL_MS: '200', RESUME_AFTER_MS: '500' } },
    });
    const { gateway, rehearsal = '' } = house.system.urls;
    await runDemo({ gateway, rehearsal }, () => undefined);
  });

  afterAll(() => house.close());

  it('read only who changed, also where the runner is killed meanwhile, and come to the same as a full one', async () => {
    const renamed = await house.rehearsal.change('rename', 30);
    const gone = await house.rehearsal.change('delete', 5);
    const before = await synced();
    const hold = await house.rehearsal.hold(singly);
    const { runId } = await house.api.post<{ runId: string }>('/sync-runs', { kind: 'sync' });
    await hold.reached();
    house.system.service('sync-runner').kill();
    await hold.release();
    const changes = await finished(house.api, runId);

    expect(changes).toMatchObject({
      mode: 'changes',
      modeReason: expect.stringContaining('only who changed') as string,
    });
    expect(changes.counts).toMatchObject({ added: 0, deactivated: 5 });
    expect(changes.counts?.read).toBeLessThan(200);
    const after = await synced();
    for (const id of renamed) {
      const user = after.get(id);
      if (user && !gone.includes(id)) expect(user.name).not.toBe(before.get(id)?.name);
    }
    expect([...after.values()].filter(({ status }) => status === 'Inactive')).toHaveLength(5);

    const settled = await house.users();
    await house.rehearsal.forgetChanges();
    const full = await syncNow(house.api);
    expect(full).toMatchObject({ mode: 'full', modeReason: expect.stringContaining('could no longer tell') as string });
    expect(full.counts).toMatchObject({ added: 0, updated: 0, deactivated: 0, reactivated: 0 });
    expect(await house.users()).toEqual(settled);
  });

  it('take back who is restored, and look again at whoever was rejected', async () => {
    const [gone = ''] = await house.rehearsal.change('delete', 1);
    await syncNow(house.api);
    expect((await synced()).get(gone)?.status).toBe('Inactive');

    await house.rehearsal.act(gone, 'restore');
    const back = await syncNow(house.api);

    expect(back).toMatchObject({ mode: 'changes', counts: { reactivated: 1 } });
    expect((await synced()).get(gone)?.status).toBe('Invited');
    const rejected = await people(back.runId, 'rejected');
    expect(rejected.length).toBeGreaterThan(0);
    const [first] = rejected;
    await house.rehearsal.patch(first?.externalId ?? '', {
      givenName: 'Mended',
      surname: 'Person',
      mail: 'mended.person@contoso.com',
    });
    expect((await people((await syncNow(house.api)).runId, 'added')).map(({ externalId }) => externalId)).toEqual([
      first?.externalId,
    ]);
  });

  it('read everybody where the settings changed', async () => {
    await saveDraft(house.api, {
      scope: { users: 'all', userGroups: [], includeGuests: true, groupInfo: false, groups: [] },
      rows: demoRows,
      preferences: demoPreferences,
    });
    expect(await activate(house.api)).toMatchObject({
      mode: 'full',
      modeReason: expect.stringContaining('configuration changed') as string,
    });
  });

  describe('as a preview', () => {
    it('say field by field what the draft would do, beside a sync, and do nothing of it', async () => {
      await ensureField(house.api, { name: 'Department', type: 'Text', required: false });
      await saveDraft(house.api, {
        scope: { users: 'all', userGroups: [], includeGuests: false, groupInfo: false, groups: [] },
        rows: [...demoRows, { source: 'department', target: 'Department', syncUpdates: true }],
        preferences: demoPreferences,
      });
      const before = await house.users();
      await house.forgetTold();

      const preview = await run('preview');

      expect(preview).toMatchObject({ kind: 'preview', mode: 'full' });
      expect(preview.counts?.updated).toBeGreaterThan(500);
      const [updated] = await people(preview.runId, 'updated');
      expect(updated?.changes).toContainEqual({ field: 'Department', from: null, to: expect.any(String) as string });
      expect(await house.users()).toEqual(before);
      expect(await house.changesTold()).toEqual([]);
      const previewed = house.database('user-lifecycle').collection('previewed_users');
      await eventually(async () => expect(await previewed.countDocuments()).toBe(0));
      const { items } = await house.api.get<Page<Run>>('/sync-runs?limit=200');
      expect(items.map(({ runId }) => runId)).not.toContain(preview.runId);

      await house.rehearsal.forgetChanges();
      const [again, sync] = await Promise.all([run('preview'), run('sync')]);
      expect([again.counts, sync.status]).toEqual([preview.counts, 'partialSuccess']);
    });

    it('name who would be removed, and hold what a sync would hold', async () => {
      const gone = await house.rehearsal.change('delete', 3);
      const small = await run('preview', 'active');
      expect((await people(small.runId, 'deactivated')).map(({ externalId }) => externalId).sort()).toEqual(
        gone.sort(),
      );

      await house.rehearsal.change('delete', 120);
      const large = await run('preview', 'active');
      expect(large.counts).toMatchObject({ held: 123, deactivated: 0 });
      expect((await house.api.get<Page<unknown>>('/removals?state=held')).items).toEqual([]);
      const books = house.database('sync-runner').collection('removals');
      await eventually(async () => expect(await books.countDocuments({ accountId: /\// })).toBe(0));
    });

    it('count how many people each problem of the mapping hits', async () => {
      const preview = await run('preview');
      const { reasons } = await house.api.get<{ reasons: CountedReason[] }>(`/sync-runs/${preview.runId}/reasons`);

      expect(reasons.length).toBeGreaterThan(0);
      expect(reasons.reduce((sum, reason) => sum + reason.people, 0)).toBeGreaterThanOrEqual(
        preview.counts?.rejected ?? 0,
      );
      expect(reasons[0]).toMatchObject({ code: expect.any(String) as string, message: expect.any(String) as string });
    });
  });
});
