import { warnOfExpiry } from './warn-of-expiry.js';

const now = new Date('2026-11-24T12:00:00Z');
const daysFromNow = (days: number): Date => new Date(now.getTime() + days * 24 * 60 * 60_000);

describe(warnOfExpiry.name, () => {
  it.each([
    [31, undefined],
    [30, 30],
    [8, 30],
    [7, 7],
    [2, 7],
    [1, 1],
    [0.5, 1],
    [-3, 1],
  ])('%d days before warns with %p', (left, days) => {
    expect(warnOfExpiry(daysFromNow(left), undefined, now)?.told?.days).toBe(days);
  });

  it.each([
    [30, 20, undefined],
    [30, 7, 7],
    [7, 6, undefined],
    [7, 1, 1],
    [1, 0, undefined],
  ])('warned %d days before, it warns %d days before with %p', (days, left, next) => {
    const expiresAt = daysFromNow(left);

    expect(warnOfExpiry(expiresAt, { expiresAt, days }, now)?.told?.days).toBe(next);
  });

  it('says when, and what to do', () => {
    expect(warnOfExpiry(daysFromNow(7), undefined, now)?.reason).toEqual({
      cause: 'secret-expiring',
      message:
        'The secret or certificate that Rollcall proves itself to Azure AD with expires in 7 days, on 1 December 2026. Ask whoever runs Rollcall to renew it: no sync works afterwards.',
    });
  });

  it('tells that it was renewed, and warns of the new one anew', () => {
    const told = { expiresAt: daysFromNow(1), days: 1 };

    expect(warnOfExpiry(daysFromNow(400), told, now)).toEqual({ told: undefined });
    expect(warnOfExpiry(undefined, told, now)).toEqual({ told: undefined });
    expect(warnOfExpiry(daysFromNow(20), told, now)?.told?.days).toBe(30);
  });

  it('says nothing where nothing is known', () => {
    expect(warnOfExpiry(undefined, undefined, now)).toBeUndefined();
    expect(warnOfExpiry(daysFromNow(400), undefined, now)).toBeUndefined();
  });
});
