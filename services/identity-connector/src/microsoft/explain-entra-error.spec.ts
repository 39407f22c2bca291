import { RetryLaterError } from '@rollcall/messaging';
import { explainApplicationError, explainSignInError } from './explain-entra-error.js';

const describeAs = (number: number): string =>
  `AADSTS${number}: User ana@contoso.com … Trace ID: 11111111-1111-4111-8111-111111111111 Correlation ID: 22222222-2222-4222-8222-222222222222 Timestamp: 2026-03-01`;

describe(explainSignInError.name, () => {
  it.each([
    [16000, 'interaction_required', 'sign-in-failed', 'choose another account'],
    [50011, 'invalid_request', 'server-setting', 'check PUBLIC_URL'],
    [50020, 'invalid_request', 'sign-in-failed', 'choose another account'],
    [50057, 'invalid_grant', 'sign-in-failed', 'Start again with another account'],
    [50072, 'interaction_required', 'sign-in-failed', 'Do so, then start again'],
    [50074, 'interaction_required', 'sign-in-failed', 'Start again and complete it'],
    [50076, 'interaction_required', 'sign-in-failed', 'Start again and complete it'],
    [50079, 'interaction_required', 'sign-in-failed', 'Do so, then start again'],
    [50105, 'access_denied', 'sign-in-failed', 'Assign this account'],
    [50194, 'invalid_request', 'server-setting', 'make the registration multi-tenant'],
    [50196, 'invalid_request', 'sign-in-failed', 'Start again in a few minutes'],
    [53000, 'access_denied', 'sign-in-failed', 'Start again on such a device'],
    [53001, 'access_denied', 'sign-in-failed', 'Start again on such a device'],
    [53003, 'access_denied', 'sign-in-failed', 'Ask who manages it'],
    [54005, 'invalid_grant', 'sign-in-expired', 'Start again from Rollcall'],
    [65001, 'invalid_grant', 'consent-missing', 'accept what Microsoft asks'],
    [65004, 'access_denied', 'consent-declined', 'Start again and accept'],
    [70001, 'unauthorized_client', 'server-setting', 'Ask whoever runs Rollcall'],
    [70008, 'invalid_grant', 'sign-in-expired', 'Start again from Rollcall'],
    [90002, 'invalid_request', 'sign-in-failed', 'an account of one that exists'],
    [90033, 'temporarily_unavailable', 'sign-in-failed', 'Start again in a few minutes'],
    [90055, 'invalid_request', 'sign-in-failed', 'Start again in a few minutes'],
    [90072, 'invalid_request', 'sign-in-failed', 'choose another account'],
    [90093, 'consent_required', 'not-administrator', 'Start again with such an account'],
    [90094, 'consent_required', 'not-administrator', 'Start again with such an account'],
    [90095, 'consent_required', 'not-administrator', 'Start again with such an account'],
    [500113, 'invalid_request', 'server-setting', 'register it'],
    [500200, 'invalid_request', 'not-azure-ad', 'the work account of an Azure AD administrator'],
    [500208, 'invalid_request', 'not-azure-ad', 'the work account of an Azure AD administrator'],
    [501481, 'invalid_grant', 'sign-in-expired', 'Start again from Rollcall'],
    [700005, 'invalid_grant', 'sign-in-expired', 'Start again from Rollcall'],
    [700016, 'unauthorized_client', 'server-setting', 'check AZURE_CLIENT_ID'],
    [700027, 'invalid_client', 'server-setting', 'the certificate is not accepted'],
    [7000112, 'unauthorized_client', 'server-setting', 'it is disabled'],
    [7000215, 'invalid_client', 'server-setting', 'the secret is wrong'],
    [7000218, 'invalid_client', 'server-setting', 'there is neither'],
    [7000222, 'invalid_client', 'server-setting', 'the secret has expired'],
    [9001023, 'invalid_request', 'server-setting', 'make the registration multi-tenant'],
    [123456, 'access_denied', 'consent-declined', 'Start again'],
    [123456, 'server_error', 'sign-in-failed', 'Start again'],
  ])('takes AADSTS%d %s for %s and says: %s', (number, error, code, next) => {
    const refused = explainSignInError({ error, description: describeAs(number) });

    expect(refused).toMatchObject({ code, message: expect.stringContaining(next) as string });
    expect(refused.details).toMatchObject({ microsoftCode: `AADSTS${number}` });
  });

  it('goes by the word where there is no number', () => {
    expect(explainSignInError({ error: 'permission_denied' }).code).toBe('consent-declined');
    expect(explainSignInError({ error: 'something_new' }).code).toBe('sign-in-failed');
  });

  it('keeps what support asks for, and not what may be personal', () => {
    const refused = explainSignInError({ error: 'access_denied', description: describeAs(53003) });

    expect(refused.details).toEqual({
      error: 'access_denied',
      microsoftCode: 'AADSTS53003',
      correlationId: '22222222-2222-4222-8222-222222222222',
    });
    expect(JSON.stringify([refused.message, refused.details])).not.toContain('ana@contoso.com');
  });
});

describe(explainApplicationError.name, () => {
  it.each([
    [53003, 'connection-lost', 'Ask who manages it'],
    [65001, 'connection-lost', 'withdrawn'],
    [70001, 'connection-lost', 'Sign in again'],
    [7000229, 'connection-lost', 'Sign in again'],
    [7000218, 'server-setting', 'Ask whoever runs Rollcall'],
    [700016, 'connection-lost', 'removed'],
    [7000112, 'connection-lost', 'removed'],
    [90002, 'connection-lost', 'organization'],
    [7000215, 'server-setting', 'secret is wrong'],
    [7000222, 'server-setting', 'secret has expired'],
    [700027, 'server-setting', 'certificate'],
    [123456, 'connection-lost', 'refuses'],
  ])('takes AADSTS%d for %s', (number, code, words) => {
    const refused = explainApplicationError({ error: 'invalid_client', number });

    expect(refused).toMatchObject({ code, message: expect.stringContaining(words) as string });
  });

  it.each([
    [50196, 'invalid_request'],
    [90033, 'temporarily_unavailable'],
    [90055, 'invalid_request'],
    [undefined, 'server_error'],
    [undefined, 'temporarily_unavailable'],
  ])('takes AADSTS%p %s for passing, and not for a lost connection', (number, error) => {
    expect(explainApplicationError({ error, number })).toBeInstanceOf(RetryLaterError);
  });
});
