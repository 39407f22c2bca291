import { RetryLaterError } from '@rollcall/messaging';
import { explainApplicationError, explainSignInError } from './explain-entra-error.js';

const describeAs = (number: number): string =>
  `AADSTS${number}: User ana@contoso.com … Trace ID: 11111111-1111-4111-8111-111111111111 Correlation ID: 22222222-2222-4222-8222-222222222222 Timestamp: 2026-03-01`;

describe(explainSignInError.name, () => {
  it.each([
    [65004, 'access_denied', 'consent-declined'],
    [90094, 'consent_required', 'not-administrator'],
    [500200, 'invalid_request', 'not-azure-ad'],
    [53003, 'access_denied', 'sign-in-failed'],
    [54005, 'invalid_grant', 'sign-in-expired'],
    [501481, 'invalid_grant', 'sign-in-expired'],
    [50011, 'invalid_request', 'server-setting'],
    [7000215, 'invalid_client', 'server-setting'],
    [7000222, 'invalid_client', 'server-setting'],
    [90033, 'temporarily_unavailable', 'sign-in-failed'],
    [123456, 'access_denied', 'consent-declined'],
    [123456, 'server_error', 'sign-in-failed'],
  ])('takes AADSTS%d %s for %s', (number, error, code) => {
    expect(explainSignInError({ error, description: describeAs(number) }).code).toBe(code);
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
    [65001, 'connection-lost', 'withdrawn'],
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
    [90055, 'invalid_request'],
    [undefined, 'temporarily_unavailable'],
  ])('takes AADSTS%p %s for passing, and not for a lost connection', (number, error) => {
    expect(explainApplicationError({ error, number })).toBeInstanceOf(RetryLaterError);
  });
});
