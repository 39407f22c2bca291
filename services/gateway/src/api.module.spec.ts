import { aConfiguration, aConnection, aDraft, anOutcome, aRun, aScope, aUser, runId } from './testing/builders.js';
import { type Answer, Gateway } from './testing/gateway.js';

const account = { accountId: 'AcTest', actor: { userId: 'Us1', name: 'Ana Sample', role: 'SuperAdmin' } };
const noticeId = runId;

describe('what each route asks the services', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.start();
  });

  beforeEach(() => {
    gateway.rpc.requests.length = 0;
  });

  afterAll(() => gateway.close());

  it('lists the providers and shows the connection', async () => {
    const providers = [{ provider: 'azure' as const, active: true }];
    gateway.rpc.answer('rpc.providers.list', () => ({ providers })).answer('rpc.connection.get', () => aConnection());
    expect((await gateway.call('get', '/identity-providers')).body).toEqual({ items: providers });
    expect((await gateway.call('get', '/identity-providers/azure/connection')).body).toEqual(aConnection());
    gateway.rpc.answer('rpc.connection.get', () => null);
    expect(await gateway.call('get', '/identity-providers/azure/connection')).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    });
  });

  it('searches the connected directory, and says so where there is none', async () => {
    const person = { externalId: 'd1', displayName: 'Bo', enabled: null, guest: false, attributes: { mail: null } };
    gateway.rpc
      .answer('rpc.connection.get', () => aConnection())
      .answer('rpc.directory.groups', () => ({ groups: [{ id: 'g1', name: 'Sales' }] }))
      .answer('rpc.directory.find', () => ({ people: [person] }))
      .answer('rpc.directory.attributes', () => ({ attributes: [] }));
    const at = { ...account, connectionId: 'c1', tenantId: 't1' };
    expect((await gateway.call('get', '/directory/groups?search=Sa')).body).toEqual({
      items: [{ id: 'g1', name: 'Sales' }],
    });
    expect(gateway.rpc.requestsTo('rpc.directory.groups')).toEqual([{ ...at, search: 'Sa', counts: true }]);
    expect((await gateway.call('get', '/directory/users?search=Bo')).body).toEqual({ items: [person] });
    expect(gateway.rpc.requestsTo('rpc.directory.find')).toMatchObject([{ ...at, search: 'Bo' }]);
    expect((await gateway.call('get', '/directory/users')).status).toBe(400);
    expect((await gateway.call('get', '/directory/attributes')).body).toEqual({ items: [] });
    await gateway.call('get', '/directory/attributes?extension=extension_1_badge');
    expect(gateway.rpc.requestsTo('rpc.directory.attributes')).toEqual([
      account,
      { ...account, named: ['extension_1_badge'] },
    ]);
    gateway.rpc.answer('rpc.connection.get', () => null);
    expect(await gateway.call('get', '/directory/groups')).toMatchObject({
      status: 409,
      body: { code: 'not-connected' },
    });
  });

  it('measures a scope of the connected directory', async () => {
    const size = { people: 1_200, exact: false, guests: 30, groups: [{ id: 'g-1', people: 1_200 }] };
    gateway.rpc.answer('rpc.connection.get', () => aConnection()).answer('rpc.directory.scope-size', () => size);
    const at = { ...account, connectionId: 'c1', tenantId: 't1' };
    expect((await gateway.call('get', '/directory/scope-size?users=all')).body).toEqual(size);
    await gateway.call('get', '/directory/scope-size?users=groups&groups=g-1,g-2&includeGuests=false');
    expect(gateway.rpc.requestsTo('rpc.directory.scope-size')).toEqual([
      { ...at, users: 'all', includeGuests: true },
      { ...at, users: 'groups', groupIds: ['g-1', 'g-2'], includeGuests: false },
    ]);
    for (const query of ['', '?users=some', '?users=groups&groups=a,,b', '?users=all&includeGuests=maybe']) {
      expect((await gateway.call('get', `/directory/scope-size${query}`)).status).toBe(400);
    }
  });

  it('explains why somebody is synced, from what every service knows, previews left aside', async () => {
    const id = '0c0a1b52-9f3e-4b7d-8a61-5e2f90d4c311';
    const preview = '1b3c8a52-6c86-4d5f-9d6c-0c6c5a1d9a11';
    const person = { externalId: id, name: 'Bo', values: [{ field: 'Email', source: 'Bo@x.com', stored: 'bo@x.com' }] };
    gateway.rpc
      .answer('rpc.connection.get', () => aConnection())
      .answer('rpc.configuration.get', () => aConfiguration({ state: 'draft', draft: aDraft({ scope: aScope() }) }))
      .answer('rpc.directory.trace', () => ({ state: 'present' as const, name: 'Bo', enabled: true, guest: false }))
      .answer('rpc.mapping.try', () => ({ problems: [], person }))
      .answer('rpc.users.find-synced', () => ({
        user: null,
        excluded: false,
        outcomes: [
          { ...anOutcome({ action: 'updated' }), runId: preview },
          { ...anOutcome({ action: 'rejected' }), runId },
        ],
      }))
      .answer('rpc.runs.get', (request) => aRun({ kind: request.runId === preview ? 'preview' : 'sync' }))
      .answer('rpc.users.list', () => ({ items: [aUser({ email: 'bo@x.com' })] }));

    const { status, body } = await gateway.call('get', `/directory/users/${id.toUpperCase()}/explanation`);

    expect(status).toBe(200);
    expect(body).toMatchObject({ externalId: id, name: 'Bo', isSynced: false });
    const { checks } = body as { checks: { check: string; evidence: string; runId?: string }[] };
    expect(checks.find(({ check }) => check === 'lastChange')).toMatchObject({ runId });
    expect(checks.find(({ check }) => check === 'inKissflow')?.evidence).toContain('Ana Sample');
    expect(gateway.rpc.requestsTo('rpc.directory.trace')).toEqual([
      { ...account, connectionId: 'c1', tenantId: 't1', externalId: id, groupIds: [] },
    ]);
    expect((await gateway.call('get', '/directory/users/bo/explanation')).status).toBe(400);
  });

  it('lists user fields, makes, changes and removes one', async () => {
    const field = { id: 'JoiningDate', name: 'Joining date', type: 'Date' as const, required: false, builtIn: false };
    gateway.rpc
      .answer('rpc.fields.list', () => ({ version: 1, fields: [field] }))
      .answer('rpc.fields.change', ({ name = '' }) => ({ ...field, name }))
      .answer('rpc.fields.remove', () => ({ removed: true }))
      .answer('rpc.fields.create', () => field);
    expect((await gateway.call('get', '/user-fields')).body).toEqual({ items: [field] });
    const body = { name: 'Joining date', type: 'Date', required: false };
    expect(await gateway.call('post', '/user-fields', { body })).toMatchObject({ status: 201, body: field });
    expect(gateway.rpc.requestsTo('rpc.fields.create')).toEqual([{ ...account, ...body }]);
    expect((await gateway.call('post', '/user-fields', { body: { ...body, type: 'Sequence' } })).status).toBe(400);
    for (const options of [[], [''], ['x'.repeat(257)], Array.from({ length: 201 }, String), 'Sales']) {
      const answer = await gateway.call('post', '/user-fields', { body: { ...body, type: 'Dropdown', options } });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'options' }] } });
    }
    expect(gateway.rpc.requestsTo('rpc.fields.create')).toHaveLength(1);
    const change = { name: 'Hired on', options: ['a'] };
    expect((await gateway.call('patch', '/user-fields/B%C3%BCro_1', { body: change })).body).toMatchObject({
      name: 'Hired on',
    });
    expect(gateway.rpc.requestsTo('rpc.fields.change')).toEqual([{ ...account, fieldId: 'Büro_1', ...change }]);
    expect((await gateway.call('patch', '/user-fields/Office', { body: { type: 'Text' } })).status).toBe(400);
    const claims = { role: 'UserAdmin' };
    expect((await gateway.call('get', '/user-fields', { claims })).status).toBe(200);
    expect((await gateway.call('delete', '/user-fields/Office', { claims })).status).toBe(403);
    expect((await gateway.call('delete', '/user-fields/Office')).status).toBe(204);
    expect(gateway.rpc.requestsTo('rpc.fields.remove')).toEqual([{ ...account, fieldId: 'Office' }]);
  });

  it('activates, disables, enables and deletes the configuration', async () => {
    gateway.rpc
      .answer('rpc.configuration.activate', () => ({ revision: 2, runId }))
      .answer('rpc.configuration.disable', () => aConfiguration({ state: 'disabled' }))
      .answer('rpc.configuration.enable', () => aConfiguration({ state: 'active' }))
      .answer('rpc.configuration.delete', () => ({ deleted: false }));
    expect(await gateway.call('post', '/sync-configuration/activate')).toMatchObject({
      status: 202,
      body: { revision: 2, runId },
      headers: { location: `/api/v1/sync-runs/${runId}` },
    });
    expect((await gateway.call('post', '/sync-configuration/disable')).body).toMatchObject({ state: 'disabled' });
    expect((await gateway.call('post', '/sync-configuration/enable')).body).toMatchObject({ state: 'active' });
    expect((await gateway.call('delete', '/sync-configuration')).status).toBe(204);
    expect(gateway.rpc.requestsTo('rpc.configuration.delete')).toEqual([account]);
  });

  it('lists users and groups, and finds one', async () => {
    gateway.rpc
      .answer('rpc.users.list', () => ({ items: [aUser()] }))
      .answer('rpc.users.get', ({ accountId, userId }) => (accountId === 'AcTest' && userId === 'Us1' ? aUser() : null))
      .answer('rpc.groups.list', () => ({ items: [{ groupId: 'Gr1', name: 'Sales', members: 1 }] }))
      .answer('rpc.groups.members', () => ({ items: [], next: 'n' }));
    expect((await gateway.call('get', '/users?search=ana&status=Active&limit=1')).body).toEqual({ items: [aUser()] });
    expect(gateway.rpc.requestsTo('rpc.users.list')).toEqual([
      { ...account, search: 'ana', status: 'Active', limit: 1 },
    ]);
    await gateway.call('get', '/users?origin=hand&cursor=c');
    expect(gateway.rpc.requestsTo('rpc.users.list').at(-1)).toEqual({ ...account, origin: 'hand', cursor: 'c' });
    for (const query of ['status=Gone', 'origin=ldap', `cursor=${'c'.repeat(4_001)}`])
      expect((await gateway.call('get', `/users?${query}`)).status).toBe(400);
    expect((await gateway.call('get', '/users/Us1')).body).toEqual(aUser());
    expect((await gateway.call('get', '/users/Us1', { claims: { account: 'AcOther' } })).status).toBe(404);
    expect((await gateway.call('get', '/groups')).body).toMatchObject({ items: [{ name: 'Sales' }] });
    await gateway.call('get', '/groups?search=sal');
    expect(gateway.rpc.requestsTo('rpc.groups.list').at(-1)).toEqual({ ...account, search: 'sal' });
    await gateway.call('get', '/groups/Gr1/members?cursor=c');
    expect(gateway.rpc.requestsTo('rpc.groups.members')).toEqual([{ ...account, groupId: 'Gr1', cursor: 'c' }]);
  });

  it('shows one group, and the groups of one person', async () => {
    const group = { groupId: 'Gr1', name: 'Sales', provider: 'azure' as const };
    gateway.rpc
      .answer('rpc.groups.get', ({ groupId }) => (groupId === 'Gr1' ? { ...group, members: 1 } : null))
      .answer('rpc.groups.of-user', () => ({ items: [group], next: 'n' }));
    const claims = { role: 'UserAdmin' };
    expect((await gateway.call('get', '/groups/Gr1', { claims })).body).toEqual({ ...group, members: 1 });
    expect(await gateway.call('get', '/groups/Gr2')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await gateway.call('get', '/users/Us1/groups?limit=1&cursor=c', { claims })).body).toEqual({
      items: [group],
      next: 'n',
    });
    expect(gateway.rpc.requestsTo('rpc.groups.of-user')).toMatchObject([{ userId: 'Us1', limit: 1, cursor: 'c' }]);
    expect((await gateway.call('get', '/users/Us1/groups', { claims: { role: 'User' } })).status).toBe(403);
  });

  it('adds, changes, activates and deactivates users', async () => {
    for (const subject of ['create', 'change', 'activate', 'deactivate'] as const)
      gateway.rpc.answer(`rpc.users.${subject}`, () => aUser());
    const values = { FirstName: 'Bo', Email: 'bo@contoso.com' };
    const created = await gateway.call('post', '/users', { body: { values, sendInvitation: false } });
    expect(created).toMatchObject({ status: 201, body: aUser() });
    expect(gateway.rpc.requestsTo('rpc.users.create')).toEqual([{ ...account, values, sendInvitation: false }]);
    await gateway.call('patch', '/users/Us2', { body: { values: { Phone: null }, role: 'UserAdmin' } });
    expect(gateway.rpc.requestsTo('rpc.users.change')).toEqual([
      { ...account, userId: 'Us2', values: { Phone: null }, role: 'UserAdmin' },
    ]);
    expect(await gateway.call('post', '/users/Us2/activate')).toMatchObject({ status: 200, body: aUser() });
    expect(await gateway.call('post', '/users/Us2/deactivate')).toMatchObject({ status: 200, body: aUser() });
    expect(gateway.rpc.requestsTo('rpc.users.deactivate')).toEqual([{ ...account, userId: 'Us2' }]);

    expect((await gateway.call('post', '/users', { body: { values: 'Bo' } })).status).toBe(400);
    expect((await gateway.call('patch', '/users/Us2', { body: { email: 'x@y.com' } })).status).toBe(400);
    expect((await gateway.call('patch', '/users/Us2', { body: { role: 'Owner' } })).status).toBe(400);
    for (const [method, path] of [
      ['post', '/users'],
      ['patch', '/users/Us2'],
      ['post', '/users/Us2/deactivate'],
    ] as const)
      expect((await gateway.call(method, path, { body: { values }, claims: { role: 'User' } })).status).toBe(403);
  });

  it('excludes users from sync, links them and shows their history', async () => {
    gateway.rpc
      .answer('rpc.users.exclude', ({ excluded }) => aUser({ excluded }))
      .answer('rpc.users.link', () => aUser({ externalId: 'd1' }))
      .answer('rpc.outcomes.of-user', () => ({ items: [] }));
    expect((await gateway.call('put', '/users/Us2/sync-exclusion')).body).toMatchObject({ excluded: true });
    expect((await gateway.call('delete', '/users/Us2/sync-exclusion')).body).toMatchObject({ excluded: false });
    const body = { runId, externalId: 'd1' };
    expect(await gateway.call('post', '/users/Us2/link', { body })).toMatchObject({ status: 200 });
    expect(gateway.rpc.requestsTo('rpc.users.link')).toEqual([{ ...account, userId: 'Us2', ...body }]);
    expect((await gateway.call('post', '/users/Us2/link', { body: { externalId: 'd1' } })).status).toBe(400);
    expect((await gateway.call('get', '/users/Us2/history?limit=5')).body).toEqual({ items: [] });
    expect(gateway.rpc.requestsTo('rpc.outcomes.of-user')).toEqual([{ ...account, userId: 'Us2', limit: 5 }]);

    const claims = { role: 'UserAdmin' };
    expect((await gateway.call('put', '/users/Us2/sync-exclusion', { claims })).status).toBe(403);
    expect((await gateway.call('post', '/users/Us2/link', { body, claims })).status).toBe(403);
    expect((await gateway.call('get', '/users/Us2/history', { claims })).status).toBe(200);
  });

  it('lists groups whose name is taken and decides about one: the same, or another name', async () => {
    const clash = { externalId: 'g1', name: 'Sales', groupId: 'Gr1' };
    gateway.rpc
      .answer('rpc.groups.clashes', () => ({ clashes: [clash] }))
      .answer('rpc.groups.decide', () => ({ groupId: 'Gr1', name: 'Sales', members: 0 }));
    expect((await gateway.call('get', '/groups/clashes')).body).toEqual({ items: [clash] });
    const decide = (body: object, role = 'SuperAdmin') =>
      gateway.call('post', '/groups/clashes/g1', { body, claims: { role } });
    expect(await decide({ link: true })).toMatchObject({ status: 200, body: { groupId: 'Gr1' } });
    expect(await decide({ name: 'Sales there' })).toMatchObject({ status: 200 });
    expect(gateway.rpc.requestsTo('rpc.groups.decide')).toEqual([
      { ...account, externalId: 'g1' },
      { ...account, externalId: 'g1', name: 'Sales there' },
    ]);
    for (const body of [{}, { link: false }, { link: true, name: 'Other' }])
      expect((await decide(body)).status).toBe(400);
    expect((await decide({ link: true }, 'UserAdmin')).status).toBe(403);
  });

  it('lists changes of address that wait and decides about them, for administrators of the sync only', async () => {
    const asOf = '2026-11-02T10:00:00.000Z';
    gateway.rpc
      .answer('rpc.email-changes.list', () => ({ items: [], asOf }))
      .answer('rpc.email-changes.decide', () => ({ people: 2 }));
    expect((await gateway.call('get', '/email-changes?state=held&limit=9')).body).toEqual({ items: [], asOf });
    expect(gateway.rpc.requestsTo('rpc.email-changes.list')).toEqual([{ ...account, state: 'held', limit: 9 }]);

    const decide = (body: object, role = 'SuperAdmin') =>
      gateway.call('post', '/email-changes/decide', { body, claims: { role } });
    expect(await decide({ approve: 'all', asOf })).toMatchObject({ status: 200, body: { people: 2 } });
    await decide({ keep: ['d1'], asOf });
    expect(gateway.rpc.requestsTo('rpc.email-changes.decide')).toEqual([
      { ...account, decision: 'approve', asOf },
      { ...account, decision: 'keep', externalIds: ['d1'], asOf },
    ]);
    expect((await decide({ asOf })).status).toBe(400);
    expect((await decide({ approve: 'all', asOf }, 'UserAdmin')).status).toBe(403);
  });

  it('accepts an invitation without a sign-in, and tells no more than needed', async () => {
    gateway.rpc.answer('rpc.invitations.accept', () => aUser());
    const path = `/api/v1/invitations/${'t'.repeat(43)}/accept`;
    const { status, body } = (await gateway.raw('post', path)) as Answer;
    expect([status, body]).toEqual([200, { name: 'Ana Sample', status: 'Active' }]);
    expect(gateway.rpc.requests).toEqual([{ subject: 'rpc.invitations.accept', body: { token: 't'.repeat(43) } }]);
  });

  it('says how to mend a link that was cut off', async () => {
    const { status, body } = (await gateway.raw('post', '/api/v1/invitations/cut/accept')) as Answer;
    expect([status, body]).toMatchObject([400, { detail: expect.stringContaining('copy all of it') as string }]);
  });

  it("shows and marks only the signed-in person's own notices", async () => {
    gateway.rpc
      .answer('rpc.inbox.list', () => ({ items: [], unread: 2 }))
      .answer('rpc.inbox.read', ({ noticeId: one }) => ({ unread: one ? 1 : 0 }));
    expect((await gateway.call('get', '/notifications?limit=5')).body).toEqual({ items: [], unread: 2 });
    expect(gateway.rpc.requestsTo('rpc.inbox.list')).toEqual([{ ...account, userId: 'Us1', limit: 5 }]);
    expect((await gateway.call('get', '/notifications?userId=Us2')).status).toBe(400);
    expect((await gateway.call('post', `/notifications/${noticeId}/read`)).body).toEqual({ unread: 1 });
    expect((await gateway.call('post', '/notifications/read-all')).body).toEqual({ unread: 0 });
    expect(gateway.rpc.requestsTo('rpc.inbox.read')).toEqual([
      { ...account, userId: 'Us1', noticeId },
      { ...account, userId: 'Us1' },
    ]);
  });

  it("shows and sets only the signed-in person's own wishes about mail", async () => {
    gateway.rpc
      .answer('rpc.notification-preferences.get', () => ({ email: true }))
      .answer('rpc.notification-preferences.set', ({ email }) => ({ email }));
    expect((await gateway.call('get', '/notifications/preferences')).body).toEqual({ email: true });
    expect((await gateway.call('put', '/notifications/preferences', { body: { email: false } })).body).toEqual({
      email: false,
    });
    expect((await gateway.call('put', '/notifications/preferences', { body: { email: 'no' } })).status).toBe(400);
    expect(gateway.rpc.requestsTo('rpc.notification-preferences.set')).toEqual([
      { ...account, userId: 'Us1', email: false },
    ]);
  });

  it('sends a failed mail again, and a new invitation', async () => {
    const headed = { template: 'invitation' as const, subject: 'You are invited to Kissflow' };
    const mail = { id: noticeId, userId: 'Us2', to: 'bo@contoso.com', ...headed };
    const queued = { ...mail, state: 'queued' as const, attempts: 0, createdAt: '2026-11-24T06:21:00.000Z' };
    gateway.rpc.answer('rpc.deliveries.resend', () => queued).answer('rpc.deliveries.invite', () => queued);
    expect(await gateway.call('post', `/deliveries/${noticeId}/resend`)).toMatchObject({ status: 202, body: queued });
    expect(await gateway.call('post', '/users/Us2/invitation')).toMatchObject({ status: 202, body: queued });
    expect((await gateway.call('post', '/deliveries/1/resend')).status).toBe(400);
    expect(gateway.rpc.requestsTo('rpc.deliveries.resend')).toEqual([{ ...account, deliveryId: noticeId }]);
    expect(gateway.rpc.requestsTo('rpc.deliveries.invite')).toEqual([{ ...account, userId: 'Us2' }]);
  });

  it('turns mail off by the link of a mail, and only when it is posted', async () => {
    gateway.rpc.answer('rpc.notification-preferences.unsubscribe', () => ({ email: false }));
    const path = `/api/v1/notifications/unsubscribe/${'t'.repeat(32)}`;
    const asked = await gateway.raw('get', path);
    expect([asked.status, asked.type]).toEqual([200, 'text/html']);
    expect(gateway.rpc.requests).toEqual([]);
    const posted = await gateway.raw('post', path).type('form').send('List-Unsubscribe=One-Click');
    expect([posted.status, posted.type]).toEqual([200, 'text/html']);
    expect(gateway.rpc.requestsTo('rpc.notification-preferences.unsubscribe')).toEqual([{ token: 't'.repeat(32) }]);
  });

  it('lists mails by their state', async () => {
    gateway.rpc.answer('rpc.deliveries.list', () => ({ items: [] }));
    expect((await gateway.call('get', '/deliveries?state=failed&template=invitation')).body).toEqual({ items: [] });
    expect(gateway.rpc.requestsTo('rpc.deliveries.list')).toEqual([
      { ...account, state: 'failed', template: 'invitation' },
    ]);
  });
});
