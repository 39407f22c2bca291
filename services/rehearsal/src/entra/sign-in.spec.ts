import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { REHEARSAL_CLIENT_ID } from '../environment.js';
import { CONTOSO, FABRIKAM, GLOBAL_ADMINISTRATOR, ORDINARY_USER, PERSONAL } from '../tenant/accounts.js';
import { anyText, textLike } from '../testing/matchers.js';
import { rehearse } from '../testing/rehearse.js';

const ANA = 'ana.admin@contoso.com';
const OLAF = 'olaf.ordinary@contoso.com';

describe('signing in', () => {
  const rehearsal = rehearse({ REHEARSAL_PEOPLE: 30 });

  const claimsOf = async (upn: string) => {
    const { body } = await rehearsal.visitor.redeem(await rehearsal.visitor.codeFor(upn));
    return decodeJwt(String(body['id_token']));
  };

  it('shows a page with the accounts to pick, and carries the request on in it', async () => {
    const page = await (await fetch(rehearsal.visitor.authorizeUrl({ state: '"><script>' }))).text();
    expect(page).toContain(ANA);
    expect(page).toContain('finn.admin@fabrikam.com');
    expect(page).toContain('pat.personal@outlook.com');
    expect(page).toContain('name="state" value="&quot;&gt;&lt;script&gt;"');
  });

  it('sends the browser back with a code and the state once an account is picked', async () => {
    const answer = await rehearsal.visitor.follow(rehearsal.visitor.authorizeUrl({ rehearsal_account: ANA }));
    expect(answer).toMatchObject({ code: anyText, state: 'state-1' });
  });

  it('takes the answer by a posted form as well', async () => {
    const [address = '', query] = rehearsal.visitor.authorizeUrl().split('?');
    const body = new URLSearchParams(`${query}&rehearsal_account=${ANA}`);
    const response = await fetch(address, { method: 'POST', body, redirect: 'manual' });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toMatch(/^http:\/\/localhost:4000\/callback\?code=/);
  });

  it('hands out an ID token of the account’s own tenant, signed with a published key', async () => {
    const { visitor } = rehearsal;
    const { body } = await visitor.redeem(await visitor.codeFor(ANA));
    const keys = await (await fetch(visitor.url('/organizations/discovery/v2.0/keys', {}))).json();
    const { payload, protectedHeader } = await jwtVerify(
      String(body['id_token']),
      createLocalJWKSet(keys as JSONWebKeySet),
      { issuer: `https://login.microsoftonline.com/${CONTOSO}/v2.0`, audience: REHEARSAL_CLIENT_ID },
    );
    expect(protectedHeader).toMatchObject({ alg: 'RS256', kid: anyText });
    expect(payload).toMatchObject({
      tid: CONTOSO,
      nonce: 'nonce-1',
      preferred_username: ANA,
      name: 'Ana Admin',
      wids: [GLOBAL_ADMINISTRATOR, ORDINARY_USER],
    });
    expect(JSON.parse(Buffer.from(String(body['client_info']), 'base64url').toString())).toEqual({
      uid: payload['oid'],
      utid: CONTOSO,
    });
  });

  it('marks an ordinary user as such, and leaves roles out when the registration does not ask for them', async () => {
    expect((await claimsOf(OLAF))['wids']).toEqual([ORDINARY_USER]);
    await rehearsal.visitor.control('PATCH', `/tenants/${CONTOSO}`, { roleClaims: false });
    expect(await claimsOf(ANA)).not.toHaveProperty('wids');
  });

  it('keeps the object id of a person over sign-ins', async () => {
    expect((await claimsOf(OLAF))['oid']).toBe((await claimsOf(OLAF))['oid']);
    expect((await claimsOf('finn.admin@fabrikam.com'))['tid']).toBe(FABRIKAM);
  });

  it('lets anybody else of a tenant in by user principal name', async () => {
    const { body } = await rehearsal.visitor.control('GET', `/tenants/${CONTOSO}/people?limit=1&offset=20`);
    const [person] = Object.values(body) as Record<string, string>[];
    expect((await claimsOf(String(person?.['userPrincipalName'])))['oid']).toBe(person?.['id']);
  });

  it('publishes old keys with the new one after a rotation', async () => {
    const { visitor } = rehearsal;
    const { body } = await visitor.redeem(await visitor.codeFor(ANA));
    await visitor.control('POST', '/keys/rotate');
    const { keys } = (await (
      await fetch(visitor.url('/organizations/discovery/v2.0/keys', {}))
    ).json()) as JSONWebKeySet;
    const { kid } = decodeProtectedHeader(String(body['id_token']));
    expect(keys[0]?.kid).not.toBe(kid);
    expect(keys.map((key) => key.kid)).toContain(kid);
    expect(keys[0]).toMatchObject({ issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' });
  });

  it('publishes a discovery document with the issuer as a template', async () => {
    const url = rehearsal.visitor.url('/organizations/v2.0/.well-known/openid-configuration', {});
    expect(await (await fetch(url)).json()).toMatchObject({
      issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
      jwks_uri: 'https://login.microsoftonline.com/organizations/discovery/v2.0/keys',
    });
  });

  it.each([
    ['a personal account', 'pat.personal@outlook.com', /^AADSTS500200/],
    ['an account that conditional access keeps out', 'bela.blocked@contoso.com', /^AADSTS53003/],
    ['an account nobody has', 'nobody@contoso.com', /^AADSTS50020/],
  ])('tells the application when it refuses %s', async (_who, upn, description) => {
    const answer = await rehearsal.visitor.follow(rehearsal.visitor.authorizeUrl({ rehearsal_account: upn }));
    expect(answer).toMatchObject({ error_description: textLike(description), state: 'state-1' });
    expect(answer).not.toHaveProperty('code');
  });

  it('lets a personal account through when told to, as another way to meet one', async () => {
    await rehearsal.visitor.control('POST', '/sign-in', { admitPersonalAccounts: true });
    expect((await claimsOf('pat.personal@outlook.com'))['tid']).toBe(PERSONAL);
  });

  it('refuses a disabled account, and an account of another tenant at a tenant’s own address', async () => {
    const { visitor } = rehearsal;
    await visitor.control('POST', `/tenants/${CONTOSO}/people/${OLAF}/disable`);
    expect(await visitor.follow(visitor.authorizeUrl({ rehearsal_account: OLAF }))).toMatchObject({
      error_description: textLike(/^AADSTS50057/),
    });
    expect(await visitor.follow(visitor.authorizeUrl({ rehearsal_account: ANA }, FABRIKAM))).toMatchObject({
      error_description: textLike(/^AADSTS50020/),
    });
  });

  it('tells that the person cancelled', async () => {
    const url = rehearsal.visitor.authorizeUrl({ rehearsal_answer: 'cancel' });
    expect(await rehearsal.visitor.follow(url)).toMatchObject({
      error: 'access_denied',
      error_description: textLike(/^AADSTS65004/),
    });
  });

  it('signs in silently only in a browser that has signed in before', async () => {
    const { visitor } = rehearsal;
    expect(await visitor.follow(visitor.authorizeUrl({ prompt: 'none' }))).toMatchObject({ error: 'login_required' });
    const headers = { cookie: `theme=dark; rehearsal_account=${encodeURIComponent(ANA)}` };
    const response = await fetch(visitor.authorizeUrl({ prompt: 'none' }), { headers, redirect: 'manual' });
    expect(response.headers.get('location')).toContain('code=');
  });

  it.each([
    ['http://evil.example/callback', '50011'],
    ['http://localhost.evil.example:4000/callback', '50011'],
    ['http://ana@localhost:4000/callback', '50011'],
    ['javascript:alert(1)', '50011'],
  ])('shows an error page instead of sending a browser to %s', async (redirect_uri, code) => {
    const response = await fetch(rehearsal.visitor.authorizeUrl({ redirect_uri, rehearsal_account: ANA }), {
      redirect: 'manual',
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.text()).toContain(`AADSTS${code}`);
  });

  it('shows an error page to a client it does not know', async () => {
    const response = await fetch(rehearsal.visitor.authorizeUrl({ client_id: CONTOSO }));
    expect(await response.text()).toContain('AADSTS700016');
  });

  it('refuses PKCE without a hash', async () => {
    const url = rehearsal.visitor.authorizeUrl({ code_challenge_method: 'plain', rehearsal_account: ANA });
    expect(await rehearsal.visitor.follow(url)).toMatchObject({ error: 'invalid_request' });
  });

  it('answers by a form that submits itself if asked to', async () => {
    const url = rehearsal.visitor.authorizeUrl({ response_mode: 'form_post', rehearsal_account: ANA });
    const page = await (await fetch(url)).text();
    expect(page).toMatch(/<form method="post" action="http:\/\/localhost:4000\/callback">/);
    expect(page).toMatch(/name="code" value="1\./);
  });
});
