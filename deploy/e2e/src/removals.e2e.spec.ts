import type { Group, Page, Run } from '@rollcall/contracts';
import { activate, runDemo, saveDraft, syncNow, demoPreferences, demoRows } from '@rollcall/local';
import { House } from './testing/house.js';

describe('removals', () => {
  let house: House;

  const active = async () =>
    (await house.users()).filter(({ status, origin }) => origin && status !== 'Inactive').length;

  beforeAll(async () => {
    house = await House.start({ people: 300, groups: 6 });
    const { gateway, rehearsal = '' } = house.system.urls;
    await runDemo({ gateway, rehearsal }, () => undefined);
  });

  afterAll(() => house.close());

  it('deactivates who is found among the deleted, and who is not found by two runs', async () => {
    const [gone = '', purged = ''] = await house.rehearsal.change('delete', 2);
    await house.rehearsal.act(purged, 'purge');
    const before = await active();

    const first = await syncNow(house.api);
    expect(first.counts).toMatchObject({ deactivated: 1, awaitingSecondLook: 1 });
    const second = await syncNow(house.api);
    expect(second.counts).toMatchObject({ deactivated: 1, awaitingSecondLook: 0 });

    expect(await active()).toBe(before - 2);
    const inactive = (await house.users()).filter(({ status }) => status === 'Inactive') as {
      origin: { externalId: string };
    }[];
    expect(inactive.map(({ origin }) => origin.externalId).sort()).toEqual([gone, purged].sort());
  });

  it('reactivates who is restored', async () => {
    const { items } = await house.api.get<Page<{ externalId: string }>>('/users?status=Inactive');
    const people = await Promise.all(
      items.map(({ externalId }) =>
        house.rehearsal.act(externalId, 'restore').then(
          () => 1,
          () => 0,
        ),
      ),
    );

    const { counts } = await syncNow(house.api);
    expect(counts?.reactivated).toBe(people.reduce<number>((sum, restored) => sum + restored, 0));
    expect(counts?.reactivated).toBeGreaterThan(0);
  });

  it('syncs the members of a chosen group, and leaves alone who leaves it', async () => {
    const groups = (await house.rehearsal.groups()).filter(({ people }) => people > 5 && people < 100);
    const chosen = groups[0];
    if (!chosen) throw new Error('the tenant has no group of that size');
    const reference = { id: chosen.id, name: chosen.displayName };
    const before = await active();
    await saveDraft(house.api, {
      scope: { users: 'groups', userGroups: [reference], includeGuests: true, groupInfo: true, groups: [reference] },
      rows: demoRows,
      preferences: demoPreferences,
    });
    const run: Run = await activate(house.api);

    expect(run.counts).toMatchObject({ read: chosen.peopleWithNested, deactivated: 0, deleted: 0 });
    expect(run.counts?.leftScope).toBeGreaterThan(0);
    expect(await active()).toBe(before);
    const { items } = await house.api.get<Page<Group>>('/groups?limit=200');
    expect(items.find(({ externalId }) => externalId === chosen.id)?.members).toBeGreaterThan(0);
  });

  it('pauses a chosen group that vanished, and removes nobody', async () => {
    const { active: revision } = await house.api.get<{ active: { scope: { userGroups: { id: string }[] } } }>(
      '/sync-configuration',
    );
    const before = await active();
    await house.rehearsal.deleteGroup(revision.scope.userGroups[0]?.id ?? '');

    const run = await syncNow(house.api);

    expect(run.status).toBe('partialSuccess');
    expect(run.notices.length).toBeGreaterThan(0);
    expect(await active()).toBe(before);
  });
});
