import { CONTOSO, FABRIKAM } from '../tenant/accounts.js';
import { anyText, recordWith } from '../testing/matchers.js';
import { rehearse } from '../testing/rehearse.js';

describe('who may read what', () => {
  const rehearsal = rehearse({ REHEARSAL_PEOPLE: 60 });

  const personToken = async (upn: string) => {
    const { visitor } = rehearsal;
    return String((await visitor.redeem(await visitor.codeFor(upn))).body['access_token']);
  };

  it.each([
    ['no token', ''],
    ['nonsense', 'Bearer nonsense'],
    ['a token of another scheme', 'Basic YTpi'],
  ])('refuses %s with a challenge', async (_what, authorization) => {
    const response = await fetch(rehearsal.visitor.url('/v1.0/users', {}), { headers: { authorization } });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm="", authorization_uri=/);
    expect(await response.json()).toMatchObject({ error: { code: 'InvalidAuthenticationToken' } });
  });

  it('refuses an ID token in the place of an access token', async () => {
    const { visitor } = rehearsal;
    const { body } = await visitor.redeem(await visitor.codeFor('ana.admin@contoso.com'));
    expect((await visitor.graph(String(body['id_token']), '/me')).status).toBe(401);
  });

  it('refuses a token when its time is over, or when told to expire all', async () => {
    const { visitor } = rehearsal;
    const first = await visitor.consentedToken(CONTOSO);
    await visitor.control('POST', `/tenants/${CONTOSO}/expire`, { what: 'access-tokens' });
    expect((await visitor.graph(first, '/users')).body.error?.code).toBe('InvalidAuthenticationToken');
    const second = await visitor.consentedToken(CONTOSO);
    expect((await visitor.graph(second, '/users')).status).toBe(200);
    await visitor.control('POST', '/clock', { seconds: 5_401 });
    expect((await visitor.graph(second, '/users')).status).toBe(401);
  });

  it('tells that there is no such application once the service principal is deleted', async () => {
    const token = await rehearsal.visitor.consentedToken(CONTOSO);
    await rehearsal.visitor.control('DELETE', `/tenants/${CONTOSO}/service-principal`);
    const { status, body } = await rehearsal.visitor.graph(token, '/users');
    expect(status).toBe(401);
    expect(body.error?.code).toBe('Authorization_IdentityNotFound');
  });

  it('refuses what no permission is granted for, at once', async () => {
    const { visitor } = rehearsal;
    const token = await visitor.consentedToken(CONTOSO);
    await visitor.control('DELETE', `/tenants/${CONTOSO}/consent/GroupMember.Read.All`);
    expect((await visitor.graph(token, '/users')).status).toBe(200);
    const { status, body } = await visitor.graph(token, '/groups');
    expect(status).toBe(403);
    expect(body.error).toMatchObject({
      code: 'Authorization_RequestDenied',
      message: 'Insufficient privileges to complete the operation.',
    });
  });

  it('tells members by id only where people may not be read', async () => {
    const { visitor } = rehearsal;
    const token = await visitor.consentedToken(CONTOSO);
    const [group] = await visitor.all(token, '/groups?$select=id');
    await visitor.control('DELETE', `/tenants/${CONTOSO}/consent/User.Read.All`);
    const [member] = await visitor.all(token, `/groups/${String(group?.['id'])}/members?$select=id,mail`);
    expect(member).toEqual({ '@odata.type': '#microsoft.graph.user', id: anyText, mail: null });
  });

  it('shows the organization of the token, and no other tenant’s people', async () => {
    const { visitor } = rehearsal;
    const token = await visitor.consentedToken(FABRIKAM);
    const { body } = await visitor.graph(token, '/organization');
    expect(body['value']).toEqual([
      recordWith({
        id: FABRIKAM,
        displayName: 'Fabrikam',
        verifiedDomains: [
          recordWith({ name: 'fabrikam.com', isDefault: true, isInitial: false }),
          recordWith({ name: 'fabrikam.onmicrosoft.com', isDefault: false, isInitial: true }),
        ],
      }),
    ]);
    expect((await visitor.graph(token, '/users/ana.admin@contoso.com')).status).toBe(404);
  });

  it('shows a person their organization’s name and domains, and little else', async () => {
    const { body } = await rehearsal.visitor.graph(await personToken('ana.admin@contoso.com'), '/organization');
    expect(body['value']).toEqual([recordWith({ displayName: 'Contoso', tenantType: null })]);
  });

  it.each([
    ['ana.admin@contoso.com', ['Global Administrator']],
    ['carla.cloud@contoso.com', ['Cloud Application Administrator']],
    ['olaf.ordinary@contoso.com', []],
  ])('tells the roles of %s', async (upn, roles) => {
    const { visitor } = rehearsal;
    const token = await personToken(upn);
    const all = await visitor.all(token, '/me/transitiveMemberOf');
    const isRole = (record: Record<string, unknown>) => record['@odata.type'] === '#microsoft.graph.directoryRole';
    expect(all.filter(isRole).map(({ displayName }) => displayName)).toEqual(roles);
    expect(all.length).toBeGreaterThan(roles.length);

    const headers = { ConsistencyLevel: 'eventual' };
    const cast = '/me/transitiveMemberOf/microsoft.graph.directoryRole?$count=true';
    expect((await visitor.all(token, cast, headers)).map(({ displayName }) => displayName)).toEqual(roles);
    expect((await visitor.graph(token, cast)).body.error?.code).toBe('Request_UnsupportedQuery');
  });

  it('shows a person themselves, and not all the others', async () => {
    const token = await personToken('olaf.ordinary@contoso.com');
    expect((await rehearsal.visitor.graph(token, '/me')).body['displayName']).toBe('Olaf Ordinary');
    expect((await rehearsal.visitor.graph(token, '/users')).body.error?.code).toBe('Authorization_RequestDenied');
  });

  it('has no me for an application', async () => {
    const token = await rehearsal.visitor.consentedToken(CONTOSO);
    expect((await rehearsal.visitor.graph(token, '/me')).status).toBe(403);
  });
});
