import type { EmailChange, MappingRow, Outcome, Page, Preferences, Run, User } from '@rollcall/contracts';
import { activate, demoPreferences, demoRows, runDemo, saveDraft, syncNow } from '@rollcall/local';
import { eventually } from '@rollcall/servers';
import { House } from './testing/house.js';

const admin = 'sasha.super@kissflow.example';
const addressOf = (name: string) => `${name.toLowerCase()}.mover@contoso.com`;

describe('people who change', () => {
  let house: House;

  /** Somebody new in the directory. */
  const arrive = async (name: string) => {
    const properties = { displayName: `${name} Mover`, givenName: name, surname: 'Mover', mail: addressOf(name) };
    return (await house.rehearsal.create(properties)).id;
  };
  const arriveAll = async (...names: string[]) => {
    const ids: string[] = [];
    for (const name of names) ids.push(await arrive(name));
    await syncNow(house.api);
    return ids;
  };
  const moveTo = (person: string, name: string) => house.rehearsal.patch(person, { mail: addressOf(name) });
  const users = async () => (await house.api.get<Page<User>>('/users?search=Mover&limit=200')).items;
  const userOf = async (person: string) => {
    const found = (await users()).filter(({ externalId }) => externalId === person);
    expect(found).toHaveLength(1);
    return found[0];
  };
  const emailsOf = (people: string[]) => Promise.all(people.map(async (person) => (await userOf(person))?.email));
  const outcomesOf = async ({ runId }: Run) => {
    const { items } = await house.api.get<Page<Outcome>>(`/sync-runs/${runId}/people?search=Mover&limit=200`);
    return new Map(items.map((outcome) => [outcome.externalId, outcome]));
  };
  const actionsOf = async (run: Run, people: string[]) => {
    const outcomes = await outcomesOf(run);
    return people.map((person) => outcomes.get(person)?.action);
  };
  const causes = ({ notices }: Run) => notices.map(({ cause }) => cause);

  beforeAll(async () => {
    house = await House.start({ people: 200, groups: 4 });
    const { gateway, rehearsal = '' } = house.system.urls;
    await runDemo({ gateway, rehearsal }, () => undefined);
  });

  afterAll(() => house.close());

  describe('their addresses', () => {
    it('have the new one, and are told of in the run', async () => {
      const [wendy = ''] = await arriveAll('Wendy');
      await moveTo(wendy, 'Wanda');
      const run = await syncNow(house.api);

      expect(await emailsOf([wendy])).toEqual([addressOf('Wanda')]);
      const outcome = (await outcomesOf(run)).get(wendy);
      expect(outcome).toMatchObject({ action: 'updated' });
      expect(outcome?.changes).toEqual([
        expect.objectContaining({ field: 'Email', from: addressOf('Wendy'), to: addressOf('Wanda') }),
      ]);
    });

    it.each([
      ['two swap them', ['Sam', 'Sue']],
      ['three pass them on in a ring', ['Ann', 'Bob', 'Cyd']],
    ])('all move in one run where %s', async (_case, names) => {
      const people = await arriveAll(...names);
      const before = await Promise.all(people.map(userOf));
      const next = [...names.slice(1), ...names.slice(0, 1)];
      for (const [index, person] of people.entries()) await moveTo(person, next[index] ?? '');
      const run = await syncNow(house.api);

      expect(await emailsOf(people)).toEqual(next.map(addressOf));
      expect((await Promise.all(people.map(userOf))).map((user) => user?.userId)).toEqual(
        before.map((user) => user?.userId),
      );
      expect(await actionsOf(run, people)).toEqual(people.map(() => 'updated'));
    });

    it('wait while a user made by hand has the new one, which is told, and follow once that one has another', async () => {
      const [carl = ''] = await arriveAll('Carl');
      const values = { FirstName: 'Hanna', LastName: 'Hand', Email: addressOf('Hanna') };
      const { userId } = await house.api.post<User>('/users', { values, sendInvitation: false });
      await moveTo(carl, 'Hanna');
      const clash = await syncNow(house.api);

      expect(await emailsOf([carl])).toEqual([addressOf('Carl')]);
      expect(await house.api.get<User>(`/users/${userId}`)).toMatchObject({ email: addressOf('Hanna') });
      expect(clash.status).toBe('partialSuccess');
      expect(causes(clash)).toContain('people-rejected');
      const outcome = (await outcomesOf(clash)).get(carl);
      expect(outcome).toMatchObject({ action: 'rejected', reasons: [{ code: 'email-taken', field: 'Email' }] });
      expect(outcome?.reason).toContain('Carl Mover');
      expect(outcome?.reason).toContain('Hanna Hand');

      const edit = { values: { Email: 'hanna.hand@contoso.com' } };
      await house.api.send<User>('PATCH', `/users/${userId}`, edit);
      const mended = await syncNow(house.api);

      expect(await actionsOf(mended, [carl])).toEqual(['updated']);
      expect(await emailsOf([carl])).toEqual([addressOf('Hanna')]);
    });
  });

  it('who were made again under another id keep their user', async () => {
    const [old = ''] = await arriveAll('Rita');
    const before = await userOf(old);
    await house.rehearsal.act(old, 'delete');
    const again = await arrive('Rita');
    const run = await syncNow(house.api);

    expect(await userOf(again)).toMatchObject({ userId: before?.userId, email: addressOf('Rita'), status: 'Invited' });
    expect((await users()).filter(({ email }) => email === addressOf('Rita'))).toHaveLength(1);
    expect(run.counts).toMatchObject({ added: 0, linked: 1, deactivated: 0, deleted: 0, held: 0 });

    await house.rehearsal.forgetChanges();
    expect((await syncNow(house.api)).counts).toMatchObject({
      added: 0,
      linked: 0,
      deactivated: 0,
      awaitingSecondLook: 0,
    });
    expect(await userOf(again)).toMatchObject({ userId: before?.userId, status: 'Invited' });
  });

  describe('their addresses, too many at once', () => {
    const names = Array.from({ length: 20 }, (_, index) => `Crowd${String(index).padStart(2, '0')}`);
    const held = (state: EmailChange['state']) =>
      house.api.get<Page<EmailChange> & { asOf?: string }>(`/email-changes?state=${state}&limit=200`);
    let people: string[];

    it('keep the ones they have, and an administrator is told once', async () => {
      people = await arriveAll(...names);
      for (const [index, person] of people.entries()) await moveTo(person, `New${names[index] ?? ''}`);
      const run = await syncNow(house.api);

      expect(run.status).toBe('partialSuccess');
      expect(run.counts).toMatchObject({ held: 20, updated: 0 });
      expect(causes(run)).toContain('email-changes-held');
      expect(await emailsOf(people)).toEqual(names.map(addressOf));
      const { items } = await held('held');
      expect(new Map(items.map(({ externalId, to }) => [externalId, to]))).toEqual(
        new Map(people.map((person, index) => [person, addressOf(`New${names[index] ?? ''}`)])),
      );
      const mails = async () =>
        (await house.rehearsal.mails(admin)).filter(({ subject }) => subject.startsWith('Changes of email addresses'));
      await eventually(async () => expect(await mails()).toHaveLength(1));
      await syncNow(house.api);
      expect(await mails()).toHaveLength(1);
    });

    it('have the new ones where that is approved, and keep the old ones where not', async () => {
      const [approved, kept] = [people.slice(0, 12), people.slice(12)];
      const { asOf } = await held('held');
      expect(await house.api.post('/email-changes/decide', { approve: approved, asOf })).toEqual({ people: 12 });
      expect(await house.api.post('/email-changes/decide', { keep: kept, asOf })).toEqual({ people: 8 });
      const run = await syncNow(house.api);

      expect(await emailsOf(approved)).toEqual(names.slice(0, 12).map((name) => addressOf(`New${name}`)));
      expect(await emailsOf(kept)).toEqual(names.slice(12).map(addressOf));
      expect(await actionsOf(run, approved)).toEqual(approved.map(() => 'updated'));
      expect(run.counts).toMatchObject({ updated: 12, held: 0 });
      expect(causes(run)).not.toContain('email-changes-held');
      expect((await held('held')).items).toEqual([]);
      expect((await held('kept')).items.map(({ externalId }) => externalId).sort()).toEqual([...kept].sort());
    });

    it('keep the old ones in a run that reads everybody, too', async () => {
      await house.rehearsal.forgetChanges();
      const run = await syncNow(house.api);

      expect(run).toMatchObject({ mode: 'full', counts: { updated: 0, held: 0 } });
      expect(await emailsOf(people.slice(12))).toEqual(names.slice(12).map(addressOf));
    });
  });

  describe('the groups that are synced', () => {
    let team: string;
    let members: string[];

    const chooseTeam = async (leftScopeUsers: Preferences['leftScopeUsers']) => {
      const userGroups = [{ id: team, name: 'Team of movers' }];
      const rows: MappingRow[] = demoRows;
      const scope = { users: 'groups' as const, userGroups, includeGuests: true, groupInfo: false, groups: [] };
      await saveDraft(house.api, { scope, rows, preferences: { ...demoPreferences, leftScopeUsers } });
      return await activate(house.api);
    };
    const statusOf = async (person: string) => (await userOf(person))?.status;

    beforeAll(async () => {
      members = await arriveAll('Lea', 'Leo', 'Lia', 'Liv', 'Lou');
      team = await house.rehearsal.newGroup('Team of movers');
      for (const member of members) await house.rehearsal.withMember(team, member);
      const run = await chooseTeam('keep');
      expect(run.counts).toMatchObject({ read: 5, deactivated: 0, deleted: 0 });
    });

    it('are shown as out of them once they left, and left alone', async () => {
      const [lea = ''] = members;
      await house.rehearsal.withoutMember(team, lea);
      const run = await syncNow(house.api);

      expect(run.counts).toMatchObject({ read: 4, deactivated: 0, deleted: 0, held: 0 });
      expect(await actionsOf(run, [lea])).toEqual(['leftScope']);
      expect(await statusOf(lea)).toBe('Invited');
    });

    it('are deactivated by choice, those who never were in them not', async () => {
      const [lea = '', leo = ''] = members;
      const outside = (await users()).filter(({ externalId }) => externalId && !members.includes(externalId));
      await house.rehearsal.withoutMember(team, leo);
      const run = await chooseTeam('deactivate');

      expect(run.counts).toMatchObject({ read: 3, deactivated: 2, deleted: 0, held: 0 });
      expect(await actionsOf(run, [lea, leo])).toEqual(['deactivated', 'deactivated']);
      expect([await statusOf(lea), await statusOf(leo)]).toEqual(['Inactive', 'Inactive']);
      const after = new Map((await users()).map((user) => [user.userId, user]));
      expect(outside.map(({ userId }) => after.get(userId))).toEqual(outside);
    });

    it('are back once they join again', async () => {
      const [lea = ''] = members;
      await house.rehearsal.withMember(team, lea);
      const run = await syncNow(house.api);

      expect(run.counts).toMatchObject({ read: 4, reactivated: 1 });
      expect(await statusOf(lea)).toBe('Invited');
    });
  });
});
