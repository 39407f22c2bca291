import { CONTOSO, FABRIKAM } from '../tenant/accounts.js';
import { textLike } from '../testing/matchers.js';
import { rehearse } from '../testing/rehearse.js';

const ANA = 'ana.admin@contoso.com';
const accept = (upn: string) => ({ rehearsal_account: upn, rehearsal_answer: 'accept' });

describe('an administrator’s consent', () => {
  const rehearsal = rehearse({ REHEARSAL_PEOPLE: 10 });

  const v1Url = (more: Record<string, string>) => rehearsal.visitor.consentUrl(more, 'common').replace('/v2.0/', '/');
  const granted = async () =>
    (await rehearsal.visitor.control('GET', `/tenants/${CONTOSO}/consent`)).body['permissions'];

  it('shows who is signed in and what is asked for, with Accept and Cancel', async () => {
    const headers = { cookie: `rehearsal_account=${encodeURIComponent(ANA)}` };
    const page = await (await fetch(rehearsal.visitor.consentUrl(), { headers })).text();
    expect(page).toContain(ANA);
    expect(page).toContain('GroupMember.Read.All');
    expect(page).toContain('<button>Accept</button>');
    expect(page).toContain('<button>Cancel</button>');
    expect(await granted()).toEqual([]);
  });

  it('asks for an account first where nobody is signed in', async () => {
    const page = await (await fetch(rehearsal.visitor.consentUrl())).text();
    expect(page).toContain('Sign in as an administrator');
    expect(page).not.toContain('<button>Accept</button>');
  });

  it('calls back with the tenant and the granted scope in version 2', async () => {
    expect(await rehearsal.visitor.follow(rehearsal.visitor.consentUrl(accept(ANA)))).toEqual({
      admin_consent: 'True',
      tenant: CONTOSO,
      scope: 'https://graph.microsoft.com/.default',
      state: 'state-2',
    });
    expect(await granted()).toEqual(['User.Read.All', 'GroupMember.Read.All']);
  });

  it('calls back with the tenant in version 1', async () => {
    expect(await rehearsal.visitor.follow(v1Url(accept(ANA)))).toEqual({
      tenant: CONTOSO,
      state: 'state-2',
      admin_consent: 'True',
    });
  });

  it('calls back with an error, and yet with admin_consent, when version 2 is cancelled', async () => {
    const url = rehearsal.visitor.consentUrl({ rehearsal_account: ANA, rehearsal_answer: 'cancel' });
    expect(await rehearsal.visitor.follow(url)).toMatchObject({
      admin_consent: 'True',
      error: 'consent_required',
      error_description: textLike(/^AADSTS65004.*Trace ID.*Correlation ID.*Timestamp/),
      state: 'state-2',
    });
    expect(await granted()).toEqual([]);
  });

  it('calls back with permission_denied when version 1 is cancelled', async () => {
    expect(await rehearsal.visitor.follow(v1Url({ rehearsal_answer: 'cancel' }))).toEqual({
      error: 'permission_denied',
      error_description: 'The admin canceled the request',
      state: 'state-2',
    });
  });

  it.each([
    ['an ordinary user', 'olaf.ordinary@contoso.com'],
    ['an administrator who may not grant application permissions', 'carla.cloud@contoso.com'],
  ])('does not let %s consent', async (_who, upn) => {
    const response = await fetch(rehearsal.visitor.consentUrl(accept(upn)));
    const page = await response.text();
    expect(response.status).toBe(403);
    expect(page).toContain('AADSTS90094');
    expect(page).toContain('http://localhost:4000/callback?admin_consent=True&amp;error=consent_required');
    expect(await granted()).toEqual([]);
  });

  it('consents for one’s own tenant only', async () => {
    const response = await fetch(rehearsal.visitor.consentUrl(accept(ANA), FABRIKAM));
    expect(await response.text()).toContain('AADSTS50020');
    const { body } = await rehearsal.visitor.control('GET', `/tenants/${FABRIKAM}/consent`);
    expect(body).toEqual({ servicePrincipal: false, permissions: [] });
  });

  it.each([
    ['without a scope', { scope: '' }, 'organizations', 'AADSTS90014'],
    ['for scopes by name', { scope: 'User.Read.All' }, 'organizations', 'AADSTS70011'],
    ['at common', {}, 'common', 'AADSTS90002'],
    ['for a foreign redirect address', { redirect_uri: 'https://evil.example/' }, 'organizations', 'AADSTS50011'],
  ])('refuses version 2 %s', async (_how, more: Record<string, string>, tenant, code) => {
    const response = await fetch(rehearsal.visitor.consentUrl({ ...more, ...accept(ANA) }, tenant), {
      redirect: 'manual',
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(code);
  });

  it('leaves out what is withheld', async () => {
    await rehearsal.visitor.control('PATCH', `/tenants/${CONTOSO}`, { withheldPermissions: ['GroupMember.Read.All'] });
    await rehearsal.visitor.follow(rehearsal.visitor.consentUrl(accept(ANA)));
    expect(await granted()).toEqual(['User.Read.All']);
    await rehearsal.visitor.control('PATCH', `/tenants/${CONTOSO}`, { withheldPermissions: [] });
    await rehearsal.visitor.follow(rehearsal.visitor.consentUrl(accept(ANA)));
    expect(await granted()).toEqual(['User.Read.All', 'GroupMember.Read.All']);
  });

  it('can be taken back whole, one by one, or with the application', async () => {
    const { visitor } = rehearsal;
    await visitor.consentedToken(CONTOSO);
    await visitor.control('DELETE', `/tenants/${CONTOSO}/consent/GroupMember.Read.All`);
    expect(await granted()).toEqual(['User.Read.All']);
    await visitor.control('DELETE', `/tenants/${CONTOSO}/consent`);
    expect((await visitor.applicationToken(CONTOSO)).status).toBe(200);
    await visitor.control('DELETE', `/tenants/${CONTOSO}/service-principal`);
    expect((await visitor.applicationToken(CONTOSO)).body['error']).toBe('unauthorized_client');
  });
});
