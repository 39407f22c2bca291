import { CONTOSO } from '../tenant/accounts.js';
import { anyText, recordWith, textWith } from '../testing/matchers.js';
import { rehearse } from '../testing/rehearse.js';

const EVENTUAL = { ConsistencyLevel: 'eventual' };

describe('reading users', () => {
  const rehearsal = rehearse();
  let token: string;
  beforeEach(async () => (token = await rehearsal.visitor.consentedToken(CONTOSO)));

  const graph = (url: string, headers = {}) => rehearsal.visitor.graph(token, url, headers);
  const rows = (body: Record<string, unknown>) => body['value'] as Record<string, unknown>[];

  it('lists a hundred people at first, with Microsoft’s default properties', async () => {
    const { body, headers } = await graph('/users');
    expect(rows(body)).toHaveLength(100);
    expect(Object.keys(rows(body)[0] ?? {}).sort()).toEqual(
      'businessPhones displayName givenName id jobTitle mail mobilePhone officeLocation preferredLanguage surname userPrincipalName'.split(
        ' ',
      ),
    );
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type':
        'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
      'odata-version': '4.0',
      'request-id': anyText,
      'client-request-id': anyText,
      'x-ms-resource-unit': '2',
    });
  });

  it('leads through all people, each once, by links on Graph’s public origin', async () => {
    const first = await graph('/users?$top=99&$select=id');
    expect(first.body['@odata.nextLink']).toMatch(
      /^https:\/\/graph\.microsoft\.com\/v1\.0\/users\?\$top=99&\$select=id&\$skiptoken=/,
    );
    const all = await rehearsal.visitor.all(token, '/users?$top=99&$select=id');
    expect(all).toHaveLength(250);
    expect(new Set(all.map(({ id }) => id)).size).toBe(250);
  });

  it('ends on a full page without a link to an empty one', async () => {
    const { body } = await graph('/users?$top=250&$select=id');
    expect(rows(body)).toHaveLength(250);
    expect(body).not.toHaveProperty('@odata.nextLink');
  });

  it('gives exactly what is selected, null where there is nothing', async () => {
    const { body } = await graph(
      '/users?$select=id,surname,employeeLeaveDateTime,otherMails,onPremisesExtensionAttributes&$top=18',
    );
    expect(rows(body)[17]).toEqual({
      id: anyText,
      surname: null,
      employeeLeaveDateTime: null,
      otherMails: [],
      onPremisesExtensionAttributes: recordWith({ extensionAttribute15: null }),
    });
  });

  it('fits the schema with every selectable property', async () => {
    const names =
      'accountEnabled,birthday,skills,customSecurityAttributes,identities,employeeOrgData,signInActivity,deviceEnrollmentLimit,extension_0123456789abcdef0123456789abcdef_shoeSize';
    const { status, body } = await graph(`/users/ana.admin@contoso.com?$select=id,${names}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ accountEnabled: true, birthday: '0001-01-01T00:00:00Z' });
  });

  it('lists people in another order with every read, if the tenant is told to, and each of them once', async () => {
    await rehearsal.visitor.control('PATCH', `/tenants/${CONTOSO}`, { shiftingOrder: true });
    const read = async () => (await rehearsal.visitor.all(token, '/users?$select=id&$top=99')).map(({ id }) => id);
    const [first, second] = [await read(), await read()];
    expect(second).not.toEqual(first);
    expect(new Set(second)).toEqual(new Set(first));
    expect(second).toHaveLength(250);
  });

  it('counts with the first page only', async () => {
    const first = await graph('/users?$select=id&$count=true&$top=200', EVENTUAL);
    expect(first.body['@odata.count']).toBe(250);
    const second = await graph(String(first.body['@odata.nextLink']), EVENTUAL);
    expect(second.body).not.toHaveProperty('@odata.count');
    expect(rows(second.body)).toHaveLength(50);
  });

  it('tells the count alone as text', async () => {
    const { headers, body } = await graph('/users/$count', EVENTUAL);
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    expect(body['text']).toBe('250');
  });

  it.each([
    ['$filter=accountEnabled eq false', 8],
    ["$filter=userType eq 'Guest'", 10],
    ["$filter=startswith(displayName,'ana')", 1],
    ["$filter=mail eq 'ANA.ADMIN@contoso.com' or userPrincipalName eq 'olaf.ordinary@contoso.com'", 2],
    ["$filter=userType eq 'Guest' and mail eq null", 1],
    ["$filter=userPrincipalName in ('ana.admin@contoso.com','carla.cloud@contoso.com')", 2],
    ['$search="displayName:olaf ord"', 1],
    ['$search="displayName:olaf" OR "mail:ana"', 2],
    ["$filter=surname ne 'Admin'&$count=true", 249],
  ])('finds people by %s', async (options, count) => {
    const all = await rehearsal.visitor.all(token, `/users?$select=id&${options.replace('#', '%23')}`, EVENTUAL);
    expect(all).toHaveLength(count);
  });

  it('reads one person by id or user principal name', async () => {
    const byName = await graph('/users/ana.admin@contoso.com');
    const byId = await graph(`/users/${String(byName.body['id'])}?$select=id,displayName`);
    expect(byId.body).toMatchObject({ displayName: 'Ana Admin' });
    expect(byId.body['@odata.context']).toBe(
      'https://graph.microsoft.com/v1.0/$metadata#users(id,displayName)/$entity',
    );
  });

  it('reads a guest by the name with its number signs', async () => {
    const { body } = await graph("/users?$filter=userType eq 'Guest'&$top=1&$select=id,userPrincipalName");
    const [guest] = rows(body);
    const url = `/users/${encodeURIComponent(String(guest?.['userPrincipalName']))}?$select=id`;
    expect((await graph(url)).body['id']).toBe(guest?.['id']);
  });

  it('tells a manager, who may be a contact, or that there is none', async () => {
    const { body } = await rehearsal.visitor.control('GET', `/tenants/${CONTOSO}/people?limit=40`);
    const people = Object.values(body) as Record<string, string>[];
    expect((await graph(`/users/${people[20]?.['id']}/manager?$select=id,displayName`)).body).toMatchObject({
      '@odata.type': '#microsoft.graph.user',
      id: people[2]?.['id'],
    });
    expect((await graph(`/users/${people[33]?.['id']}/manager`)).body).toMatchObject({
      '@odata.type': '#microsoft.graph.orgContact',
    });
    expect((await graph('/users/ana.admin@contoso.com/manager')).status).toBe(404);
  });

  it('expands managers, a hundred rows a page at most', async () => {
    const { body } = await graph('/users?$select=id&$expand=manager($select=id)&$top=999');
    expect(rows(body)).toHaveLength(100);
    expect(rows(body)[0]).toEqual({ id: anyText, manager: null });
    expect(rows(body)[9]?.['manager']).toMatchObject({
      '@odata.type': '#microsoft.graph.user',
      id: rows(body)[1]?.['id'],
    });
  });

  it.each([
    [
      'a page of more than 999',
      '/users?$top=1000',
      400,
      'BadRequest',
      "Invalid page size specified: '1000'. Must be between 1 and 999 inclusive.",
    ],
    ['a page of none', '/users?$top=0', 400, 'BadRequest', 'Must be between 1 and 999'],
    ['skipping', '/users?$skip=10', 400, 'BadRequest', "'$skip' is not supported"],
    ['an option it does not know', '/users?$apply=x', 400, 'BadRequest', "'$apply' is not supported"],
    [
      'a property nobody has',
      '/users?$select=id,sirname',
      400,
      'BadRequest',
      "Could not find a property named 'sirname' on type 'microsoft.graph.user'.",
    ],
    ['a property only one user at a time can tell', '/users?$select=aboutMe', 501, 'NotImplemented', 'aboutMe'],
    [
      'a search without the header',
      '/users?$search="displayName:a"',
      400,
      'Request_UnsupportedQuery',
      "'ConsistencyLevel: eventual'",
    ],
    [
      'a count without the header',
      '/users?$count=true',
      400,
      'Request_UnsupportedQuery',
      "'ConsistencyLevel: eventual'",
    ],
    ['a bare count without the header', '/users/$count', 400, 'BadRequest', '$count is not currently supported'],
    [
      'ne without the header',
      "/users?$filter=surname ne 'x'",
      400,
      'Request_UnsupportedQuery',
      "'ConsistencyLevel: eventual'",
    ],
    ['a filter it cannot read', '/users?$filter=surname is x', 400, 'BadRequest', 'Invalid filter clause'],
    ['an unknown expansion', '/users?$expand=photo', 400, 'Request_UnsupportedQuery', 'photo'],
    ['a page token of nobody’s making', '/users?$skiptoken=xyz', 400, 'BadRequest', 'page token'],
    [
      'somebody who is not there',
      '/users/6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0',
      404,
      'Request_ResourceNotFound',
      "Resource '6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0' does not exist or one of its queried reference-property objects are not present.",
    ],
    ['a path it does not know', '/usres', 400, 'BadRequest', "segment 'usres'"],
  ])('refuses %s', async (_what, url, status, code, message) => {
    const answer = await graph(url);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatchObject({ code, message: textWith(message) });
  });

  it('refuses a page token of another list', async () => {
    const { body } = await graph('/users?$top=1');
    const skiptoken = String(body['@odata.nextLink']).split('$skiptoken=')[1];
    expect((await graph(`/groups?$top=1&$skiptoken=${skiptoken}`)).status).toBe(400);
  });

  it('forgets page tokens after half an hour, or when told to', async () => {
    const next = async () => String((await graph('/users?$top=1')).body['@odata.nextLink']);
    const expired = recordWith({ code: 'Directory_ExpiredPageToken' });
    const early = await next();
    await rehearsal.visitor.control('POST', `/tenants/${CONTOSO}/expire`, { what: 'page-tokens' });
    expect((await graph(early)).body.error).toEqual(expired);
    const late = await next();
    await rehearsal.visitor.control('POST', '/clock', { seconds: 1_801 });
    expect((await graph(late)).body.error).toEqual(expired);
  });

  it('moves a deleted person to the deleted items, and a purged one nowhere', async () => {
    const { visitor } = rehearsal;
    const { body } = await graph('/users/olaf.ordinary@contoso.com?$select=id');
    const id = String(body['id']);
    await visitor.control('POST', `/tenants/${CONTOSO}/people/${id}/delete`);
    expect((await graph(`/users/${id}`)).body.error?.code).toBe('Request_ResourceNotFound');
    expect((await graph(`/directory/deletedItems/${id}`)).body).toMatchObject({
      '@odata.type': '#microsoft.graph.user',
      id,
      deletedDateTime: anyText,
    });
    expect(rows((await graph('/directory/deletedItems/microsoft.graph.user')).body).map((row) => row['id'])).toEqual([
      id,
    ]);
    expect((await graph('/users/$count', EVENTUAL)).body['text']).toBe('249');

    await visitor.control('POST', `/tenants/${CONTOSO}/people/${id}/purge`);
    expect((await graph(`/directory/deletedItems/${id}`)).status).toBe(404);
  });

  it('shows a change at once in lists it has answered before', async () => {
    const { visitor } = rehearsal;
    await graph('/users?$select=id,surname&$top=5');
    await visitor.control('PATCH', `/tenants/${CONTOSO}/people/olaf.ordinary@contoso.com`, {
      properties: { surname: 'Changed' },
    });
    const { body } = await graph('/users?$select=id,surname&$top=5');
    expect(rows(body)[1]?.['surname']).toBe('Changed');
  });
});
