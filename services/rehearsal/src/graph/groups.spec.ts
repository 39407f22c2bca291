import { CONTOSO } from '../tenant/accounts.js';
import { anyText } from '../testing/matchers.js';
import { rehearse } from '../testing/rehearse.js';

const EVENTUAL = { ConsistencyLevel: 'eventual' };
const PEOPLE = 'transitiveMembers/microsoft.graph.user';

describe('reading groups', () => {
  const rehearsal = rehearse();
  let token: string;
  let ids: Map<string, string>;

  beforeEach(async () => {
    token = await rehearsal.visitor.consentedToken(CONTOSO);
    const groups = await rehearsal.visitor.all(token, '/groups?$select=id,displayName');
    ids = new Map(groups.map(({ id, displayName }) => [String(displayName), String(id)]));
  });

  const graph = (url: string, headers = {}) => rehearsal.visitor.graph(token, url, headers);
  const group = (name: string) => `/groups/${ids.get(name)}`;
  const count = async (name: string) => Number((await graph(`${group(name)}/${PEOPLE}/$count`, EVENTUAL)).body['text']);

  it('lists twelve groups, two of which have the same name', async () => {
    const groups = await rehearsal.visitor.all(token, '/groups');
    expect(groups).toHaveLength(12);
    expect(groups.filter(({ displayName }) => displayName === 'Sales')).toHaveLength(2);
  });

  it.each([
    ['$search="displayName:sales"', ['Sales', 'Sales']],
    ['$search="displayName:europe"', ['Sales']],
    ['$search="displayName:経営"', ['Führung und 経営']],
    ['$search="displayName:ios"', ['Mobile / iOS']],
    ["$filter=startswith(displayName,'circle')&$orderBy=displayName desc", ['Circle two', 'Circle one']],
  ])('finds groups by %s', async (options, names) => {
    const found = await rehearsal.visitor.all(token, `/groups?$select=displayName&${options}`, EVENTUAL);
    expect(found.map(({ displayName }) => displayName)).toEqual(names);
  });

  it('refuses a search without its header or its quotation marks', async () => {
    expect((await graph('/groups?$search="displayName:sales"')).body.error?.code).toBe('Request_UnsupportedQuery');
    expect((await graph('/groups?$search=sales', EVENTUAL)).body.error?.message).toMatch(/Syntax error/);
  });

  it('reads one group', async () => {
    expect((await graph(`${group('Empty room')}?$select=displayName,groupTypes`)).body).toMatchObject({
      displayName: 'Empty room',
      groupTypes: [],
    });
    expect((await graph('/groups/6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0')).body.error?.code).toBe(
      'Request_ResourceNotFound',
    );
  });

  it('counts members once, however they belong, through nested and circular groups', async () => {
    expect(await count('All people')).toBe(250);
    expect(await count('Empty room')).toBe(0);
    expect(await count('Engineering')).toBe((await count('Platform')) + (await count('Mobile')));
    expect(await count('Circle one')).toBe(10);
    expect(await count('Circle two')).toBe(10);
  });

  it('lists as many people as it counts', async () => {
    for (const name of ['All people', 'Engineering', 'Circle one', 'Front desk']) {
      const url = `${group(name)}/${PEOPLE}?$select=id,mail&$count=true&$top=60`;
      const people = await rehearsal.visitor.all(token, url, EVENTUAL);
      expect(new Set(people.map(({ id }) => id)).size).toBe(await count(name));
    }
  });

  it('has members that are no people, told by id only to whoever may not read them', async () => {
    const members = await rehearsal.visitor.all(token, `${group('Front desk')}/transitiveMembers`);
    const kinds = members.map((member) => member['@odata.type']);
    expect(kinds).toEqual(
      expect.arrayContaining(
        ['device', 'orgContact', 'servicePrincipal', 'user'].map((kind) => `#microsoft.graph.${kind}`),
      ),
    );
    expect(members.find((member) => member['@odata.type'] === '#microsoft.graph.device')).toEqual({
      '@odata.type': '#microsoft.graph.device',
      id: anyText,
    });
  });

  it('lists direct members, and nested groups among transitive ones', async () => {
    const names = async (what: string) =>
      (await rehearsal.visitor.all(token, `${group('Engineering')}/${what}?$select=id,displayName&$top=999`))
        .filter((member) => member['@odata.type'] === '#microsoft.graph.group')
        .map(({ displayName }) => displayName);
    expect(await names('members')).toEqual(['Platform', 'Mobile']);
    expect(await names('transitiveMembers')).toEqual(['Platform', 'Mobile', 'Mobile / iOS']);
  });

  it.each([
    ['without the header', {}, '&$count=true'],
    ['without $count=true', EVENTUAL, ''],
  ])('refuses a cast together with options %s', async (_how, headers, option) => {
    const { status, body } = await graph(`${group('Platform')}/${PEOPLE}?$select=id${option}`, headers);
    expect(status).toBe(400);
    expect(body.error?.code).toBe('Request_UnsupportedQuery');
  });

  it('tells the groups of a person, direct and nested', async () => {
    const member = (await rehearsal.visitor.all(token, `${group('Mobile / iOS')}/members`))[0];
    const names = async (what: string) =>
      (await rehearsal.visitor.all(token, `/users/${String(member?.['id'])}/${what}?$select=id,displayName`)).map(
        ({ displayName }) => displayName,
      );
    expect(await names('memberOf')).not.toContain('Engineering');
    expect(await names('transitiveMemberOf')).toContain('Engineering');
  });

  it('follows people who are moved between groups, and groups that are renamed, nested and deleted', async () => {
    const { visitor } = rehearsal;
    const base = `/tenants/${CONTOSO}/groups`;
    const member = String((await visitor.all(token, `${group('Platform')}/members`))[0]?.['id']);
    const before = await count('Platform');
    await visitor.control('DELETE', `${base}/${ids.get('Platform')}/members/${member}`);
    await visitor.control('PUT', `${base}/${ids.get('Empty room')}/members/${member}`);
    expect(await count('Platform')).toBe(before - 1);
    expect(await count('Empty room')).toBe(1);

    await visitor.control('PUT', `${base}/${ids.get('Empty room')}/members/${ids.get('Front desk')}`);
    expect(await count('Empty room')).toBe(1 + (await count('Front desk')));

    await visitor.control('PATCH', `${base}/${ids.get('Empty room')}`, { displayName: 'Full room' });
    expect((await graph(group('Empty room'))).body['displayName']).toBe('Full room');

    await visitor.control('DELETE', `${base}/${ids.get('Front desk')}`);
    expect(await count('Empty room')).toBe(1);
    expect((await graph(`${group('Front desk')}/members`)).body.error?.code).toBe('Request_ResourceNotFound');
  });

  it('keeps the memberships of a soft-deleted person for a restore, and drops those of a purged one', async () => {
    const { visitor } = rehearsal;
    const member = String((await visitor.all(token, `${group('Platform')}/members`))[0]?.['id']);
    const before = await count('Platform');
    const act = (action: string) => visitor.control('POST', `/tenants/${CONTOSO}/people/${member}/${action}`);
    await act('delete');
    expect(await count('Platform')).toBe(before - 1);
    await act('restore');
    expect(await count('Platform')).toBe(before);
    await act('delete');
    await act('purge');
    expect(await count('Platform')).toBe(before - 1);
    expect((await act('restore')).status).toBe(404);
  });

  it('hides the members of a group with hidden membership', async () => {
    await rehearsal.visitor.control('PATCH', `/tenants/${CONTOSO}/groups/${ids.get('Platform')}`, {
      visibility: 'HiddenMembership',
    });
    expect((await graph(`${group('Platform')}/members`)).body.error?.code).toBe('Authorization_RequestDenied');
  });
});
