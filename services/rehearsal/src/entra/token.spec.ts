import { generateKeyPairSync } from 'node:crypto';
import { decodeJwt, SignJWT } from 'jose';
import { REHEARSAL_CLIENT_ID, REHEARSAL_CLIENT_SECRET } from '../environment.js';
import { CONTOSO, FABRIKAM } from '../tenant/accounts.js';
import { anyText, recordWith, textLike } from '../testing/matchers.js';
import { rehearse } from '../testing/rehearse.js';

const ANA = 'ana.admin@contoso.com';

describe('the token endpoint', () => {
  const rehearsal = rehearse({ REHEARSAL_PEOPLE: 10 });

  const refusal = (code: number) =>
    recordWith({
      error: anyText,
      error_codes: [code],
      error_description: textLike(new RegExp(`^AADSTS${code}: .* Trace ID: `)),
      timestamp: anyText,
      trace_id: anyText,
      correlation_id: anyText,
    });

  it('answers 700016 for a tenant where nobody has consented', async () => {
    const { status, body } = await rehearsal.visitor.applicationToken(CONTOSO);
    expect(status).toBe(400);
    expect(body).toEqual(refusal(700016));
  });

  it('grants no application permission by a person’s own sign-in', async () => {
    const { visitor } = rehearsal;
    await visitor.redeem(await visitor.codeFor(ANA));
    const { body } = await visitor.applicationToken(CONTOSO);
    expect(decodeJwt(String(body['access_token']))).not.toHaveProperty('roles');
  });

  it('puts the granted permissions into the roles of an application’s token', async () => {
    const token = await rehearsal.visitor.consentedToken(CONTOSO);
    expect(decodeJwt(token)).toMatchObject({ tid: CONTOSO, roles: ['User.Read.All', 'GroupMember.Read.All'] });
  });

  it('issues tokens of different lifetimes between one hour and an hour and a half', async () => {
    await rehearsal.visitor.consentedToken(CONTOSO);
    const { body } = await rehearsal.visitor.applicationToken(CONTOSO);
    expect(body['expires_in']).toBeGreaterThanOrEqual(3599);
    expect(body['expires_in']).toBeLessThan(5400);
  });

  it('leaves the roles out while a consent spreads', async () => {
    const { visitor } = rehearsal;
    await visitor.consentedToken(CONTOSO);
    await visitor.control('PATCH', `/tenants/${CONTOSO}`, { tokensWithoutRoles: 1 });
    const roles = async () =>
      decodeJwt(String((await visitor.applicationToken(CONTOSO)).body['access_token']))['roles'];
    expect(await roles()).toBeUndefined();
    expect(await roles()).toContain('User.Read.All');
  });

  it('takes the secret by basic authentication as well', async () => {
    const { visitor } = rehearsal;
    await visitor.consentedToken(CONTOSO);
    const authorization = `Basic ${Buffer.from(`${REHEARSAL_CLIENT_ID}:${REHEARSAL_CLIENT_SECRET}`).toString('base64')}`;
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'https://graph.microsoft.com/.default',
    });
    const response = await fetch(visitor.url(`/${CONTOSO}/oauth2/v2.0/token`, {}), {
      method: 'POST',
      headers: { authorization },
      body,
    });
    expect(response.status).toBe(200);
  });

  it.each([
    ['a wrong secret', CONTOSO, { client_secret: 'wrong' }, 401, 7000215],
    ['another client', CONTOSO, { client_id: FABRIKAM }, 400, 700016],
    ['an unknown tenant', '00000000-0000-0000-0000-00000000abcd', {}, 400, 90002],
    ['no tenant of its own', 'organizations', {}, 400, 9001023],
    ['a scope other than .default', CONTOSO, { scope: 'User.Read.All' }, 400, 70011],
    ['an unknown grant', CONTOSO, { grant_type: 'password' }, 400, 70003],
    ['an assertion that no registered certificate signed', CONTOSO, { client_assertion: 'e30.e30.e30' }, 401, 700027],
  ])('refuses %s', async (_what, tenant, more, status, code) => {
    await rehearsal.visitor.consentedToken(CONTOSO);
    const answer = await rehearsal.visitor.applicationToken(tenant, more);
    expect(answer.status).toBe(status);
    expect(answer.body).toEqual(refusal(code));
  });

  it.each([
    ['expired', 7000222],
    ['replaced', 7000215],
  ])('refuses the secret once it is %s', async (secret, code) => {
    await rehearsal.visitor.consentedToken(CONTOSO);
    await rehearsal.visitor.control('POST', '/sign-in', { secret });
    expect((await rehearsal.visitor.applicationToken(CONTOSO)).body).toEqual(refusal(code));
  });

  it('refuses a request without secret or assertion', async () => {
    const body = new URLSearchParams({ client_id: REHEARSAL_CLIENT_ID, grant_type: 'client_credentials' });
    const response = await fetch(rehearsal.visitor.url(`/${CONTOSO}/oauth2/v2.0/token`, {}), { method: 'POST', body });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual(refusal(7000218));
  });

  it('takes a code once only', async () => {
    const { visitor } = rehearsal;
    const code = await visitor.codeFor(ANA);
    expect((await visitor.redeem(code)).status).toBe(200);
    expect((await visitor.redeem(code)).body).toEqual(refusal(54005));
  });

  it('takes a code for ten minutes only', async () => {
    const code = await rehearsal.visitor.codeFor(ANA);
    await rehearsal.visitor.control('POST', '/clock', { seconds: 601 });
    expect((await rehearsal.visitor.redeem(code)).body).toEqual(refusal(70008));
  });

  it.each([
    ['with the wrong verifier', { code_verifier: 'x'.repeat(43) }, 'organizations', 501481],
    ['for another redirect address', { redirect_uri: 'http://localhost:4000/other' }, 'organizations', 50011],
    ['at another tenant', {}, FABRIKAM, 700005],
  ])('refuses a code %s', async (_how, more, tenant, code) => {
    const { visitor } = rehearsal;
    expect((await visitor.redeem(await visitor.codeFor(ANA), more, tenant)).body).toEqual(refusal(code));
  });

  it('refuses a code it never issued', async () => {
    expect((await rehearsal.visitor.redeem('1.unknown')).body).toEqual(refusal(70000));
  });

  it('has no role in a token of a person, and no person’s scope in one of the application', async () => {
    const { visitor } = rehearsal;
    const { body } = await visitor.redeem(await visitor.codeFor(ANA));
    expect(decodeJwt(String(body['access_token']))).toMatchObject({ scp: 'openid profile User.Read' });
    expect(decodeJwt(String(body['access_token']))).not.toHaveProperty('roles');
    expect(decodeJwt(await visitor.consentedToken(CONTOSO))).not.toHaveProperty('scp');
  });

  it('refuses an assertion signed with a key of one’s own', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const client_assertion = await new SignJWT({ iss: REHEARSAL_CLIENT_ID, sub: REHEARSAL_CLIENT_ID, jti: '1' })
      .setProtectedHeader({ alg: 'PS256' })
      .setAudience(`https://login.microsoftonline.com/${CONTOSO}/oauth2/v2.0/token`)
      .setExpirationTime('10m')
      .sign(privateKey);
    await rehearsal.visitor.consentedToken(CONTOSO);
    const { body } = await rehearsal.visitor.applicationToken(CONTOSO, {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion,
    });
    expect(body).toEqual(refusal(700027));
  });
});
