import type { Configuration, Group, Page, Run } from '@rollcall/contracts';
import { runDemo, syncNow } from '@rollcall/local';
import { eventually } from '@rollcall/servers';
import { House } from './testing/house.js';

describe('from sign-in to Save & sync now', () => {
  let house: House;
  let first: Run;
  const said: string[] = [];

  beforeAll(async () => {
    house = await House.start({ people: 250 });
    const { gateway, rehearsal = '' } = house.system.urls;
    first = await runDemo({ gateway, rehearsal }, (line) => said.push(line));
  });

  afterAll(() => house.close());

  it('syncs exactly the people whom the tenant holds by its own count', async () => {
    const truth = await house.rehearsal.summary();

    expect(first.counts).toMatchObject({
      read: truth.people,
      added: truth.mappable,
      rejected: truth.unmappable,
      skipped: truth.disabled,
      unchanged: 0,
    });
    expect(await house.users()).toHaveLength(truth.mappable + 1);
  });

  it('tells of each added user once and leaves no event behind', async () => {
    const { mappable } = await house.rehearsal.summary();

    await eventually(async () => expect(await house.changesTold()).toHaveLength(mappable));
    await eventually(async () => {
      expect(await house.database('user-lifecycle').collection('outbox').countDocuments()).toBe(0);
    });
  });

  it('keeps a group with every member who is a user, however deeply nested', async () => {
    const { items } = await house.api.get<Page<Group>>('/groups?limit=200');
    const groups = await house.rehearsal.groups();
    const users = (await house.users()).filter((user) => user.origin);
    const everybody = groups.find(({ people }) => people > 200);

    expect(items.length).toBeGreaterThanOrEqual(10);
    expect(items.find(({ externalId }) => externalId === everybody?.id)?.members).toBe(users.length);
    for (const { externalId, members } of items) {
      const truth = groups.find(({ id }) => id === externalId);
      expect(members).toBeLessThanOrEqual(truth?.peopleWithNested ?? 0);
    }
  });

  it('invites new users by mail, but no guests', async () => {
    const users = await house.users();
    const invited = users.filter(({ wantsInvitation }) => wantsInvitation === true);
    const guests = users.filter(({ guest }) => guest === true);

    expect(guests.length).toBeGreaterThan(0);
    await eventually(async () => {
      const sent = await house
        .database('notification')
        .collection('deliveries')
        .countDocuments({ state: 'sent', template: 'invitation' });
      expect(sent).toBe(invited.length);
    });
    expect(await house.rehearsal.mails(String(guests[0]?.email))).toEqual([]);
  });

  it('shows the active configuration with its next run', async () => {
    const configuration = await house.api.get<Configuration>('/sync-configuration');

    expect(configuration).toMatchObject({ state: 'active', connected: true, active: { revision: 1 }, problems: [] });
    expect(new Date(configuration.nextRunAt ?? 0).getTime()).toBeGreaterThan(Date.now());
    await eventually(async () => {
      const { lastRun } = await house.api.get<Configuration>('/sync-configuration');
      expect(lastRun?.runId).toBe(first.runId);
    });
  });

  it('changes nobody when nothing changed', async () => {
    const before = await house.users();
    const { counts: changes } = await syncNow(house.api);
    expect(changes).toMatchObject({ added: 0, updated: 0, deactivated: 0, deleted: 0 });
    await house.rehearsal.forgetChanges();
    const { counts } = await syncNow(house.api);

    expect(counts).toMatchObject({ added: 0, updated: 0, deactivated: 0, deleted: 0, unchanged: before.length - 1 });
    expect(await house.users()).toEqual(before);
  });

  it('carries over three renamed, two disabled and one deleted person, and tells of each once', async () => {
    const deleted = await house.rehearsal.change('delete', 1);
    const disabled = await house.rehearsal.change('disable', 2);
    const renamed = await house.rehearsal.change('rename', 3);
    await house.forgetTold();
    const { runId, counts } = await syncNow(house.api);
    const touched = async (action: string) => {
      const { items } = await house.api.get<Page<{ externalId: string }>>(
        `/sync-runs/${runId}/people?outcome=${action}`,
      );
      return items.map(({ externalId }) => externalId).sort();
    };

    expect(counts).toMatchObject({ added: 0, updated: 3, deactivated: 3, deleted: 0 });
    expect(await touched('updated')).toEqual(renamed.sort());
    expect(await touched('deactivated')).toEqual([...disabled, ...deleted].sort());
    await eventually(async () => expect(await house.changesTold()).toHaveLength(6));
    expect((await house.changesTold()).filter((change) => change.startsWith('deactivated'))).toHaveLength(3);
  });

  it('starts a run at its slot, once, with two instances or after a pause', async () => {
    const configurations = house.database('config').collection('configurations');
    await configurations.updateMany(
      { nextRunAt: { $exists: true } },
      { $set: { nextRunAt: new Date(Date.now() - 60_000) } },
    );

    await eventually(async () => {
      const { items } = await house.api.get<Page<Run>>('/sync-runs?limit=10');
      expect(items.filter(({ trigger, status }) => trigger === 'schedule' && status !== 'running')).toHaveLength(1);
    });
  });
});
