import type { Provider } from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';
import { aConnection } from '../testing/builders.js';
import { type Answer, Gateway, PUBLIC_URL } from '../testing/gateway.js';
import { setCookies } from '../testing/set-cookies.js';
import { ConnectController } from './connect.controller.js';

const CALLBACK = '/api/v1/identity-providers/azure/callback';
const CONSENT = '/api/v1/identity-providers/azure/consent';
const consentUrl = 'https://login.microsoftonline.com/t1/v2.0/adminconsent?state=s2';
const words = 'ana@contoso.com is not an administrator. Start again with one.';

describe(ConnectController, () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.start();
  });

  beforeEach(() => {
    gateway.rpc.requests.length = 0;
    gateway.rpc
      .answer('rpc.providers.list', () => ({ providers: [] }))
      .answer('rpc.connection.begin', () => ({ signInUrl: 'https://login.microsoftonline.com/…', browserKey: 'key-1' }))
      .answer('rpc.connection.signed-in', () => ({ consentUrl }))
      .answer('rpc.connection.consented', () => aConnection());
  });

  afterAll(() => gateway.close());

  const activeIs = (provider: Provider) =>
    gateway.rpc.answer('rpc.providers.list', () => ({ providers: [{ provider, active: true }] }));

  const refuse = () => {
    throw new RefusedError('not-administrator', words, { microsoftCode: 'AADSTS1', correlationId: 'c-1' });
  };

  const redirect = async (path: string, accept: string, cookie = 'rollcall_sign_in=key-1'): Promise<Answer> =>
    gateway.raw('get', path).set({ Accept: accept, Cookie: cookie });

  it("gives Microsoft's address, and the browser the key it has to come back with", async () => {
    const answer = await gateway.call('post', '/identity-providers/azure/connect');
    expect(answer).toMatchObject({ status: 200, body: { signInUrl: 'https://login.microsoftonline.com/…' } });
    expect(answer.text).not.toContain('key-1');
    expect(setCookies(answer)).toEqual([
      expect.stringMatching(
        /^rollcall_sign_in=key-1; Max-Age=1800; Path=\/api\/v1\/identity-providers\/azure; Expires=.*; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
    expect(gateway.rpc.requestsTo('rpc.connection.begin')).toEqual([
      { accountId: 'AcTest', actor: { userId: 'Us1', name: 'Ana Sample', role: 'SuperAdmin' } },
    ]);
  });

  it.each([
    ['google', 'Google Workspace'],
    ['scim', 'SCIM'],
  ] as const)('is refused while %s is active', async (provider, name) => {
    activeIs(provider);
    const answer = await gateway.call('post', '/identity-providers/azure/connect');
    expect(answer).toMatchObject({ status: 409, body: { code: 'provider-active' } });
    expect(answer.text).toContain(name);
    expect(setCookies(answer)).toEqual([]);
  });

  it('is possible while Azure AD itself is active: consent may be lost', async () => {
    activeIs('azure');
    expect((await gateway.call('post', '/identity-providers/azure/connect')).status).toBe(200);
  });

  it("sends the browser from sign-in to consent, and ignores what else Microsoft's redirect carries", async () => {
    const { status, headers } = await redirect(
      `${CALLBACK}?code=secret-code&state=s1&session_state=x&iss=y`,
      'text/html',
    );
    expect(status).toBe(302);
    expect(headers.location).toBe(consentUrl);
    expect(gateway.rpc.requestsTo('rpc.connection.signed-in')).toEqual([
      { state: 's1', code: 'secret-code', browserKey: 'key-1' },
    ]);
  });

  it('sends the browser from consent to the console and takes the key back', async () => {
    const answer = await redirect(`${CONSENT}?admin_consent=True&tenant=t1&state=s2`, 'text/html');
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe(`${PUBLIC_URL}/configuration?connected=1`);
    expect(setCookies(answer)[0]).toMatch(
      /^rollcall_sign_in=; Path=\/api\/v1\/identity-providers\/azure; Expires=Thu, 01 Jan 1970/,
    );
    expect(gateway.rpc.requestsTo('rpc.connection.consented')).toEqual([
      { state: 's2', tenant: 't1', browserKey: 'key-1' },
    ]);
  });

  it('sends the browser to where the tenant that waits is decided about', async () => {
    const pending = { ...aConnection(), message: 'Confirm, or reject.' };
    gateway.rpc.answer('rpc.connection.consented', () => ({ ...aConnection(), pending }));
    const { headers } = await redirect(`${CONSENT}?tenant=t2&state=s2`, 'text/html');
    expect(headers.location).toBe(`${PUBLIC_URL}/identity-providers?pending=1`);
  });

  it('answers programs with the steps themselves', async () => {
    const signedIn = await redirect(`${CALLBACK}?code=c&state=s1`, 'application/json');
    expect(signedIn).toMatchObject({ status: 200, body: { consentUrl } });
    const consented = await redirect(`${CONSENT}?tenant=t1&state=s2`, 'application/json');
    expect(consented).toMatchObject({ status: 200, body: { tenantName: 'Contoso Ltd' } });
  });

  it.each([
    [CALLBACK, 'rpc.connection.signed-in'],
    [CONSENT, 'rpc.connection.consented'],
  ] as const)('ends %s at the console when it fails, with the words beside the address', async (path, subject) => {
    gateway.rpc.answer(subject, refuse);
    const answer = await redirect(`${path}?code=secret-code&state=secret-state`, 'text/html');
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe(`${PUBLIC_URL}/identity-providers/select?error=not-administrator`);
    const [message = ''] = setCookies(answer);
    expect(message).toMatch(/^rollcall_message=.*; Max-Age=60; Path=\/; Expires=.*; Secure; SameSite=Lax$/);
    expect(JSON.parse(decodeURIComponent(message.split(/[=;]/)[1] ?? ''))).toEqual({
      code: 'not-administrator',
      detail: words,
      correlationId: 'c-1',
    });
    expect(JSON.stringify(answer.headers)).not.toContain('secret');
  });

  it('answers programs with the problem', async () => {
    gateway.rpc.answer('rpc.connection.signed-in', refuse);
    const answer = await redirect(`${CALLBACK}?code=c&state=s1`, 'application/json');
    expect(answer).toMatchObject({ status: 403, body: { code: 'not-administrator', detail: words } });
  });

  it("passes Microsoft's error on, as far as it is one", async () => {
    const query = new URLSearchParams({ error: 'access_denied', error_description: 'x'.repeat(5_000), state: 's1' });
    await redirect(`${CALLBACK}?${query.toString()}`, 'text/html');
    expect(gateway.rpc.requestsTo('rpc.connection.signed-in')).toEqual([
      { state: 's1', error: 'access_denied', errorDescription: 'x'.repeat(4_000), browserKey: 'key-1' },
    ]);
  });

  it.each([
    ['no state', 'code=c'],
    ['two states', 'state=a&state=b'],
    ['an endless state', `state=${'x'.repeat(300)}`],
  ])('refuses a redirect with %s before anybody is asked', async (_, query) => {
    const answer = await redirect(`${CALLBACK}?${query}`, 'application/json');
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(answer.text).toContain('state');
    expect(gateway.rpc.requests).toEqual([]);
  });

  it('has no key to pass on in a browser that did not begin', async () => {
    await redirect(`${CALLBACK}?code=c&state=s1`, 'text/html', 'other=1');
    expect(gateway.rpc.requestsTo('rpc.connection.signed-in')).toEqual([{ state: 's1', code: 'c' }]);
  });
});
