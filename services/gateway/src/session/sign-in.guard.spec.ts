import { eventually } from '@rollcall/servers';
import { aConfiguration } from '../testing/builders.js';
import { type Answer, Gateway, PUBLIC_URL } from '../testing/gateway.js';
import { unsignedToken } from '../testing/kissflow.js';
import { SignInGuard } from './sign-in.guard.js';

const now = () => Math.floor(Date.now() / 1_000);

describe(SignInGuard, () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.start();
    gateway.rpc
      .answer('rpc.configuration.get', () => aConfiguration())
      .answer('rpc.configuration.disable', () => aConfiguration({ state: 'disabled' }));
  });

  afterAll(() => gateway.close());

  const withToken = (token: string) => gateway.callAs(token, 'get', '/me');

  it('knows who asks from the claims of their token', async () => {
    const { status, body } = await gateway.call('get', '/me');
    expect(status).toBe(200);
    expect(body).toEqual({
      accountId: 'AcTest',
      userId: 'Us1',
      name: 'Ana Sample',
      email: 'ana@contoso.com',
      role: 'SuperAdmin',
      mayConfigure: true,
      maySeePeople: true,
    });
  });

  it('asks for a sign-in where there is none', async () => {
    const { status, body, headers } = (await gateway.raw('get', '/api/v1/sync-configuration')) as Answer;
    expect(status).toBe(401);
    expect(body).toMatchObject({ status: 401, title: 'Unauthorized', code: 'not-signed-in' });
    expect(headers['www-authenticate']).toBe('Bearer');
  });

  it.each([
    ['expired', { exp: now() - 600 }, 'token-expired', /expired/],
    ['from another issuer', { iss: 'https://elsewhere.test' }, 'token-invalid', /another issuer/],
    ['for another service', { aud: 'payroll' }, 'token-invalid', /another service/],
    ['without an expiry', { exp: undefined }, 'token-invalid', /lacks a right exp/],
    ['not valid yet', { nbf: now() + 600 }, 'token-invalid', /not valid yet/],
    ['without an account', { account: undefined }, 'token-invalid', /account/],
    ['with an account that is none', { account: 'x' }, 'token-invalid', /account/],
    ['with an unknown role', { role: 'Root' }, 'token-invalid', /role/],
    ['without a user', { sub: undefined }, 'token-invalid', /sub/],
  ])('refuses a token that is %s', async (_, claims, code, words) => {
    const { status, body } = await withToken(await gateway.kissflow.token(claims));
    expect(status).toBe(401);
    expect(body).toMatchObject({ code, detail: expect.stringMatching(words) as string });
  });

  it('takes tokens of a key that was published since, and still those of the one before', async () => {
    const rotating = await Gateway.start();
    const before = await rotating.kissflow.token();
    expect((await rotating.callAs(before, 'get', '/me')).status).toBe(200);
    await rotating.kissflow.rotate();
    const after = await rotating.kissflow.token();

    await eventually(async () => expect((await rotating.callAs(after, 'get', '/me')).status).toBe(200));
    expect((await rotating.callAs(before, 'get', '/me')).status).toBe(200);
    await rotating.close();
  });

  it('forgives a clock that is a little late', async () => {
    const { status } = await gateway.call('get', '/me', { claims: { exp: now() - 10 } });
    expect(status).toBe(200);
  });

  it.each([
    ['signed with another key', () => gateway.kissflow.forgedToken()],
    ['not signed', () => unsignedToken()],
    ['no token', () => 'nonsense'],
    ['signed with a secret', () => 'eyJhbGciOiJIUzI1NiJ9.e30.ZRrHA1JJJW8opsbCGfG_HACGpVUMN_a9IV7pAx_Zmeo'],
  ])('refuses what is %s', async (_, make) => {
    const { status, body } = await withToken(await make());
    expect(status).toBe(401);
    expect(body).toMatchObject({ code: 'token-invalid' });
  });

  it('says that the keys can not be had instead of refusing the token', async () => {
    const other = await Gateway.start({ KISSFLOW_JWKS_URL: 'http://127.0.0.1:1/jwks.json' });
    const { status, body, headers } = await other.call('get', '/me');
    await other.close();
    expect(status).toBe(503);
    expect(body).toMatchObject({ code: 'service-unavailable', detail: expect.stringMatching(/keys/) as string });
    expect(headers['retry-after']).toBe('5');
  });

  it.each(['UserAdmin', 'User'])('keeps %s from what administrators do, and says who may', async (role) => {
    for (const path of [
      'identity-providers',
      'directory/attributes',
      'sync-configuration',
      'sync-runs',
      'deliveries',
    ]) {
      const { status, body } = await gateway.call('get', `/${path}`, { claims: { role } });
      expect([path, status]).toEqual([path, 403]);
      expect(body).toMatchObject({
        code: 'role-missing',
        detail: expect.stringMatching(/SuperAdmin or IamAdmin/) as string,
      });
    }
  });

  it.each([
    ['User', 403],
    ['UserAdmin', 200],
    ['IamAdmin', 200],
  ])('answers %s who asks for users with %d', async (role, expected) => {
    gateway.rpc.answer('rpc.users.list', () => ({ items: [] })).answer('rpc.groups.list', () => ({ items: [] }));
    for (const path of ['users', 'groups']) {
      expect((await gateway.call('get', `/${path}`, { claims: { role } })).status).toBe(expected);
    }
  });

  it('lets everybody see their notifications', async () => {
    gateway.rpc.answer('rpc.inbox.list', () => ({ items: [], unread: 0 }));
    expect((await gateway.call('get', '/notifications', { claims: { role: 'User' } })).status).toBe(200);
  });

  it.each([
    ['another site', 'https://evil.test'],
    ['the same host by another scheme', 'http://rollcall.test'],
    ['a page without an origin', 'null'],
    ['nobody knows where', undefined],
  ])('refuses a write by cookie from %s', async (_, origin) => {
    gateway.rpc.requests.length = 0;
    const { status, body } = await gateway.browse('post', '/sync-configuration/disable', origin);
    expect(status).toBe(403);
    expect(body).toMatchObject({ code: 'foreign-origin', detail: expect.stringContaining(PUBLIC_URL) as string });
    expect(gateway.rpc.requests).toEqual([]);
  });

  it('accepts reads by cookie, and writes from its own pages', async () => {
    expect((await gateway.browse('get', '/sync-configuration', 'https://evil.test')).status).toBe(200);
    expect((await gateway.browse('post', '/sync-configuration/disable', PUBLIC_URL)).status).toBe(200);
  });

  it('asks nobody for a sign-in to see whether the service is well', async () => {
    // The routes themselves come with every service; here there are none.
    expect((await gateway.raw('get', '/health/live')).status).toBe(404);
  });

  it('does not take a route for an open one by the case of its letters', async () => {
    expect((await gateway.raw('get', '/API/v1/Sync-Configuration')).status).toBe(401);
  });
});
