import type { Configuration, Connection, Group, Page, RequestSubject, Run, User } from '@rollcall/contracts';
import { requests } from '@rollcall/contracts';
import type { ApiClient } from '@rollcall/local';
import {
  activate,
  connect,
  demoPreferences,
  demoRows,
  ensureField,
  runDemo,
  saveDraft,
  syncNow,
  tenantDetails,
} from '@rollcall/local';
import { eventually } from '@rollcall/servers';
import { type ApiDescription, exampleCalls } from './testing/example-call.js';
import { exampleRequest, type Known } from './testing/example-request.js';
import { House } from './testing/house.js';

const ours = 'AcOurs';
const theirs = 'AcTheirs';
/** Kissflow's own ids of people are nobody else's, whatever account they are of. */
const superAdmins = { [ours]: 'Us0000001', [theirs]: 'Us0000004' };
const administrator = 'ana.admin@contoso.com';
const actor = { userId: superAdmins[ours], name: 'Sasha Super', role: 'SuperAdmin' as const };

const databases = [
  'config',
  'identity_connector',
  'mapping_validator',
  'notification',
  'sync_runner',
  'user_lifecycle',
].map((name) => `rollcall_${name}`);

/** Ends what there is to ask about, so it comes last. */
const isLast = (name: string): boolean => /delete|erase|discard|disable|remove|cancel|accept|switch-off/i.test(name);

describe('two accounts that sync the same tenant', () => {
  let house: House;
  let known: Known;
  let before: Awaited<ReturnType<House['documentsOf']>>;
  /** Texts that only the other account's documents have. */
  let marks: string[];

  beforeAll(async () => {
    house = await House.start({ people: 30, groups: 3 });
    // Somebody who can't be mapped, so that there is a notice; then people who are gone, so that removals are held.
    const [nameless = ''] = await house.rehearsal.change('rename', 1);
    await house.rehearsal.patch(nameless, { surname: null });
    const us = await setUp(ours, []);
    const api = await setUp(theirs, ['Only theirs']);
    await house.rehearsal.change('delete', 16);
    for (const each of [us, api]) expect(await syncNow(each)).toMatchObject({ counts: { held: 16 } });
    known = await idsOf(api);
    await eventually(async () => {
      const { items } = await api.get<Page<unknown>>('/deliveries?state=queued');
      expect(items).toEqual([]);
    });
    before = await house.documentsOf(theirs);
    // What we name ourselves is in our own drafts and in what is said of them.
    const own = textsIn([await house.documentsOf(ours), known]);
    marks = [...textsIn(before)].filter((text) => text.length > 7 && !own.has(text) && !isTime(text));
  });

  afterAll(() => house.close());

  async function setUp(account: keyof typeof superAdmins, fields: string[]): Promise<ApiClient> {
    const api = await house.signedInAs(superAdmins[account], account);
    await connect(api, administrator);
    await tenantDetails(api);
    for (const name of ['Joining date', ...fields]) await ensureField(api, { name, type: 'Date', required: false });
    const { items: groups } = await api.get<Page<{ id: string; name: string }>>('/directory/groups');
    const chosen = groups.map(({ id, name }) => ({ id, name }));
    const scope = { users: 'all' as const, userGroups: [], includeGuests: true, groupInfo: true, groups: chosen };
    await saveDraft(api, {
      scope,
      rows: demoRows,
      preferences: { ...demoPreferences, notify: [superAdmins[account]] },
    });
    expect(await activate(api)).toMatchObject({ status: expect.stringMatching(/uccess/) as unknown });
    return api;
  }

  /** By the names under which requests, addresses and bodies ask for them. */
  async function idsOf(api: ApiClient): Promise<Known> {
    const first = async <T>(path: string): Promise<T> => {
      const { items } = await eventually(async () => {
        const page = await api.get<Page<T>>(path);
        expect([path, page.items]).not.toEqual([path, []]);
        return page;
      });
      return items[0] as T;
    };
    const { runId } = await first<Run>('/sync-runs');
    const { userId, externalId } = await first<User>('/users?search=a&limit=1');
    const { groupId, externalId: directoryGroup } = await first<Group>('/groups');
    const { id: deliveryId } = await first<{ id: string }>('/deliveries');
    const { id: noticeId } = await first<{ id: string }>('/notifications');
    const { connectionId, tenantId } = await api.get<Connection>('/identity-providers/azure/connection');
    const fieldId = 'Only_theirs';
    const ids = { runId, userId, externalId, groupId, deliveryId, noticeId, connectionId, tenantId, fieldId };
    const lists = { userIds: [userId], externalIds: [externalId], notify: [userId], groupIds: [directoryGroup] };
    const values = { FirstName: 'Kim', LastName: 'Example', Email: 'kim.example@contoso.com' };
    const plain = { 'deliveries/id': deliveryId, 'notifications/id': noticeId, 'users/id': userId };
    return { ...ids, ...lists, ...plain, values, target: fieldId, controlId: externalId };
  }

  const crossing = (answer: unknown): string[] => {
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer ?? null);
    return marks.filter((mark) => text.includes(mark));
  };

  it('hold the same people and groups, each under ids of its own', async () => {
    expect(marks.length).toBeGreaterThan(100);
    const people = async (account: string) => {
      const users = (await house.documentsOf(account))['rollcall_user_lifecycle users'] ?? [];
      const synced = users.filter(({ origin }) => origin !== undefined);
      return { ids: synced.map(({ _id }) => String(_id)), emails: synced.map(({ email }) => String(email)).sort() };
    };
    const [one, other] = [await people(ours), await people(theirs)];
    expect(one.emails).toEqual(other.emails);
    expect(one.ids.filter((id) => other.ids.includes(id))).toEqual([]);
  });

  it("answer no REST call with anything of the other's, whatever ids it names", async () => {
    const { gateway } = house.system.urls;
    const api = (await (await fetch(`${gateway}/api/docs-json`)).json()) as ApiDescription;
    const us = await house.signedInAs(superAdmins[ours], ours);
    const calls = exampleCalls(api, known).filter(({ route }) => !route.endsWith('/live'));
    const wrong: unknown[] = [];
    for (const call of inOrder(calls, ({ method, route }) => `${method} ${route}`)) {
      const { status, text } = await us.raw(call.method, call.path, call.body);
      const found = crossing(text);
      if (status >= 500 || found.length > 0)
        wrong.push({ ...call, status, found: found.slice(0, 5), text: text.slice(0, 300) });
    }
    expect(wrong).toEqual([]);
    expect(calls.length).toBeGreaterThan(40);
  });

  it("answer no request on the bus with anything of the other's, whatever ids it names", async () => {
    const subjects = Object.keys(requests) as RequestSubject[];
    const wrong: unknown[] = [];
    for (const subject of inOrder(subjects, (each) => each)) {
      const sent = { ...exampleRequest(subject, { ...known, actor }), accountId: ours, actor };
      const answer = await house.ask(subject, sent);
      const found = crossing(answer);
      // Nobody answers a request that is only agreed on yet.
      const isTaken = answer === undefined || answer.ok || answer.kind === 'refused' || answer.kind === 'retryLater';
      if (!isTaken || found.length > 0) wrong.push({ subject, sent, answer, found: found.slice(0, 5) });
    }
    expect(wrong).toEqual([]);
  });

  it("have left everything of the other's as it was", async () => {
    const after = await house.documentsOf(theirs);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const [where, documents] of Object.entries(before)) expect([where, after[where]]).toEqual([where, documents]);
    const api = await house.signedInAs(superAdmins[theirs], theirs);
    expect(await api.get<Configuration>('/sync-configuration')).toMatchObject({ state: 'active', connected: true });
  });
});

describe('an account that is erased', () => {
  let house: House;

  beforeAll(async () => {
    house = await House.start({ people: 20, groups: 2 });
  });

  afterAll(() => house.close());

  it('leaves nothing in any database but its audit trail, and starts anew', async () => {
    const { gateway, rehearsal = '' } = house.system.urls;
    await runDemo({ gateway, rehearsal }, () => undefined);
    const { accountId } = await house.api.get<{ accountId: string }>('/me');
    const people = (await house.users()).flatMap(({ email, origin }) => (origin ? [String(email)] : []));
    expect(people.length).toBeGreaterThan(10);

    const aMark = { _id: accountId, erasedAt: expect.any(Date) as unknown, goneSince: expect.any(Date) as unknown };
    // Events of the run are still under way.
    await house.api.send('DELETE', `/account?confirm=${accountId}`);
    const left = await eventually(async () => {
      expect(await house.unsettledEvents()).toEqual([]);
      const { 'rollcall_config audit': audit, ...rest } = await house.documentsOf(accountId);
      // What tells late events of it from those of an account that starts anew, and nothing else.
      expect(rest).toEqual(Object.fromEntries(databases.map((name) => [`${name} erased_accounts`, [aMark]])));
      return JSON.stringify(audit);
    });
    expect(left).toContain('Erased account');
    expect(people.filter((email) => left.includes(email))).toEqual([]);
    expect(await house.api.get('/sync-configuration')).toMatchObject({ state: 'none', connected: false });
  });
});

const inOrder = <T>(all: T[], nameOf: (one: T) => string): T[] =>
  all.toSorted((one, other) => Number(isLast(nameOf(one))) - Number(isLast(nameOf(other))));

function textsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') found.add(value);
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) textsIn(inner, found);
  return found;
}

const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\d/.test(text);
