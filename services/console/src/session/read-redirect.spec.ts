import { readRedirectFailure } from './read-redirect.js';

const words = (told: object) => `other=1; rollcall_message=${encodeURIComponent(JSON.stringify(told))}`;

describe(readRedirectFailure, () => {
  it('finds nothing where nothing failed', () => {
    expect(readRedirectFailure('?connected=1', words({ code: 'consent-declined' }))).toBeUndefined();
  });

  it('takes the words that belong to the code', () => {
    const told = { code: 'consent-declined', detail: 'Consent was declined.', correlationId: 'c-1' };
    expect(readRedirectFailure('?error=consent-declined', words(told))).toEqual(told);
  });

  it.each([
    ['of another code', words({ code: 'not-administrator', detail: 'No administrator.' })],
    ['that are gone', 'other=1'],
    ['that can not be read', 'rollcall_message=%7Bbroken'],
  ])('leaves out words %s', (_, cookies) => {
    expect(readRedirectFailure('?error=consent-declined', cookies)).toEqual({ code: 'consent-declined' });
  });
});
