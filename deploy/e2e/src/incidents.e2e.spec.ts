import type { Outcome, Page, Run, Scope } from '@rollcall/contracts';
import {
  activate,
  type ApiClient,
  connect,
  demoPreferences,
  demoRows,
  ensureField,
  saveDraft,
  syncNow,
  tenantDetails,
} from '@rollcall/local';
import { eventually } from '@rollcall/servers';
import { RemovalsWatch } from './faults/watch-removals.js';
import { House } from './testing/house.js';
import type { RehearsalClient } from './testing/rehearsal.client.js';

const pages = 'GET /v1.0/(users|groups/.*/transitiveMembers/microsoft.graph.user)\\?';
const aPerson = 'GET /v1.0/(users|directory/deletedItems)/[0-9a-f]{8}-';
const batches = 'POST /v1.0/\\$batch';
const forEver = { times: 10_000 };

interface Synced {
  api: ApiClient;
  accountId: string;
  tenant: RehearsalClient;
  /** The group whose members are synced, where not all are. */
  group: string;
  first: Run;
}

/** What went wrong at Microsoft, and how the run's record must tell it; nothing where it is none of anybody's business. */
type Incident = [what: string, happens: (synced: Synced) => Promise<unknown>, told: string | undefined];

const ofTheTenant: Incident[] = [
  ['half a page', ({ tenant }) => tenant.fault('half-page', pages), 'short-read'],
  ['a page without value', ({ tenant }) => tenant.fault('missing-value', pages, forEver), 'directory-answer-invalid'],
  ['a page that silently lacks its next link', ({ tenant }) => tenant.fault('no-next-link', pages), 'short-read'],
  ['the same on a later page', ({ tenant }) => tenant.fault('no-next-link', pages, { after: 1 }), 'short-read'],
  ['an empty page with a next link', ({ tenant }) => tenant.fault('empty-page', pages, { after: 1 }), undefined],
  ['such pages for ever', ({ tenant }) => tenant.fault('empty-page', pages, forEver), 'directory-answer-invalid'],
  [
    'a page that leads to itself',
    ({ tenant }) => tenant.fault('repeated-page', pages, forEver),
    'directory-answer-invalid',
  ],
  ['a page cut off in the middle', ({ tenant }) => tenant.fault('truncated', pages, forEver), 'directory-throttled'],
  ['a page of HTML', ({ tenant }) => tenant.fault('html', pages, forEver), 'directory-throttled'],
  [
    'permission lost half-way',
    ({ tenant }) => tenant.fault('status', pages, { ...forEver, after: 2, status: 403 }),
    'connection-lost',
  ],
  [
    'a list that expires in mid-read',
    ({ tenant }) => tenant.fault('status', pages, { after: 2, status: 410 }),
    undefined,
  ],
  [
    'a list that expires again and again',
    ({ tenant }) => tenant.fault('status', pages, { ...forEver, after: 2, status: 410 }),
    'page-expired',
  ],
  [
    'a filter nobody asked for, on the list and on its count',
    ({ tenant }) => tenant.fault('half-page', '/v1.0/users(\\?|/\\$count)', forEver),
    'people-not-listed',
  ],
  [
    'every id answering not found',
    async ({ tenant }) => {
      await tenant.change('delete', 3);
      await tenant.fault('status', aPerson, { ...forEver, status: 404, code: 'Request_ResourceNotFound' });
    },
    'unproved',
  ],
  [
    'every id answering for somebody else',
    async ({ tenant }) => {
      await tenant.change('delete', 3);
      await tenant.fault('other-person', batches, forEver);
    },
    'unproved',
  ],
  [
    'a tenant that answers for another tenant',
    async ({ tenant }) => {
      await tenant.change('delete', 3);
      await tenant.fault('other-tenant', `${batches}|/v1.0/organization`, forEver);
    },
    'unproved',
  ],
];

const ofAGroup: Incident[] = [
  [
    'a chosen group that is suddenly empty',
    async ({ tenant, group }) => {
      for (const person of await tenant.peopleOf(group)) await tenant.withoutMember(group, person);
    },
    'group-empty',
  ],
  ['a chosen group that was deleted', ({ tenant, group }) => tenant.deleteGroup(group), 'group-not-found'],
  ['half of the members', ({ tenant }) => tenant.fault('half-page', pages), 'short-read'],
  [
    'one of two members',
    async ({ tenant, group, api }) => {
      const [, , ...others] = await tenant.peopleOf(group);
      for (const person of others) await tenant.withoutMember(group, person);
      await syncNow(api);
      await tenant.fault('half-page', pages, forEver);
    },
    'members-kept',
  ],
  ['members without value', ({ tenant }) => tenant.fault('missing-value', pages, forEver), 'group-unreadable'],
];

const told = ({ notices, failure }: Run) => [...notices, ...(failure ? [failure] : [])].map(({ cause }) => cause);

describe('an incident at Microsoft', () => {
  let house: House;
  let watch: RemovalsWatch;
  let accounts = 0;

  beforeAll(async () => {
    house = await House.start({
      people: 4,
      groups: 0,
      environment: {
        'sync-runner': {
          JOIN_MS: '50',
          CLAIM_INTERVAL_MS: '100',
          // A run that gets nothing but nonsense gives up soon, instead of trying for a day.
          GIVE_UP_AFTER_MS: '1500',
          RESUME_AFTER_MS: '200',
          // One run at a time: whoever keeps the slot keeps everybody waiting.
          RUN_SLOTS: '1',
        },
      },
    });
    watch = new RemovalsWatch(house.database('user-lifecycle'));
    await watch.start();
  });

  afterAll(async () => {
    await watch.end();
    await house.close();
  });

  /** An account of its own with a tenant of its own, after its first sync. */
  async function synced(users: Scope['users'], people = 30): Promise<Synced> {
    accounts += 1;
    const accountId = `Ac000010${accounts}`;
    const plan = { name: accountId, domain: `incident-${accounts}.example`, people, groups: 1, seed: accounts };
    const { tenant, administrator } = await house.rehearsal.newTenant(plan);
    await tenant.setUp({ largestPage: people < 100 ? 10 : 999 });
    const [group] = await tenant.groups();
    const chosen = group ? [{ id: group.id, name: group.displayName }] : [];
    const api = await house.signedInAs('Us0000001', accountId);
    await connect(api, administrator);
    await tenantDetails(api);
    await ensureField(api, { name: 'Joining date', type: 'Date', required: false });
    await saveDraft(api, {
      scope: {
        users,
        userGroups: users === 'groups' ? chosen : [],
        includeGuests: true,
        groupInfo: users === 'groups',
        groups: users === 'groups' ? chosen : [],
      },
      rows: demoRows,
      preferences: { ...demoPreferences, removedUsers: 'delete', sendInvitations: false },
    });
    const first = await activate(api);
    return { api, accountId, tenant, group: group?.id ?? '', first };
  }

  const membersOf = ({ accountId }: Synced) =>
    house
      .database('user-lifecycle')
      .collection('memberships')
      .find({ accountId }, { projection: { _id: 0, userId: 1 } })
      .sort({ userId: 1 })
      .toArray();

  async function expectNobodyRemoved([, happens, cause]: Incident, users: Scope['users']): Promise<void> {
    const account = await synced(users);
    await happens(account);
    const members = await membersOf(account);
    // Twice: what is not found by a first run, a second one might remove.
    for (let runs = 0; runs < 2; runs += 1) {
      // Otherwise it would make do with what changed.
      await account.tenant.forgetChanges();
      const run = await syncNow(account.api);
      const news = told(run).filter(isNews(account.first));
      if (cause === undefined) expect(news).toEqual([]);
      else if (runs === 0) expect(news).toContain(cause);
      expect(run.counts ?? { deactivated: 0, deleted: 0, held: 0 }).toMatchObject({
        deactivated: 0,
        deleted: 0,
        held: 0,
      });
      expect(await membersOf(account)).toEqual(members);
    }
    expect(watch.of(account.accountId).removed).toEqual([]);
  }

  it.each(ofTheTenant)('removes nobody: %s', (...incident) => expectNobodyRemoved(incident, 'all'));

  it.each(ofAGroup)('removes nobody, and takes nobody out of the group: %s', (...incident) =>
    expectNobodyRemoved(incident, 'groups'),
  );

  it('concerns one person, if that one is rejected among many', async () => {
    const { api, accountId, tenant, first } = await synced('all', 1_200);
    const renamed = await tenant.change('rename', 600);
    const [poor = ''] = renamed;
    await tenant.patch(poor, { surname: null });
    const run = await syncNow(api);

    expect(run.counts).toMatchObject({ updated: 599, rejected: (first.counts?.rejected ?? 0) + 1, deactivated: 0 });
    const { items } = await api.get<Page<Outcome>>(`/sync-runs/${run.runId}/people?outcome=rejected&limit=200`);
    expect(items.find(({ externalId }) => externalId === poor)?.reasons).toMatchObject([{ field: 'LastName' }]);
    expect(watch.of(accountId).removed).toEqual([]);
  });

  it('keeps nobody else waiting while it puts everybody of a tenant off for half a minute', async () => {
    const [throttled, other] = [await synced('all'), await synced('all')];
    await throttled.tenant.fault('status', '/v1.0/', { ...forEver, status: 429, retryAfterSeconds: 30 });
    await Promise.all([throttled, other].map(({ tenant }) => tenant.forgetChanges()));
    const { runId } = await throttled.api.post<{ runId: string }>('/sync-runs', { kind: 'sync' });
    const putOff = () => throttled.api.get<Run>(`/sync-runs/${runId}`);
    await eventually(async () => expect(await putOff()).toMatchObject({ status: 'running' }));

    const run = await syncNow(other.api);

    expect(run).toMatchObject({ mode: 'full', counts: { read: other.first.counts?.read } });
    expect(await putOff()).toMatchObject({ status: 'running' });
    await throttled.api.post(`/sync-runs/${runId}/cancel`);
  });
});

/** The first sync has told of rejects already. */
const isNews = (first: Run) => (cause: string) => !told(first).includes(cause);
