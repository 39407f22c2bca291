import type { Notice } from '@rollcall/contracts';

/** The expiry that an account was last warned of, and how many days before. */
export interface ExpiryTold {
  expiresAt: Date;
  days: number;
}

export interface ExpiryNews {
  /** Undefined where there is nothing to warn of any more. */
  told: ExpiryTold | undefined;
  /** Absent: it was renewed. */
  reason?: Notice;
}

const DAYS_BEFORE = [1, 7, 30] as const;
const DAY_MS = 24 * 60 * 60_000;
const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** What there is to tell of the day Rollcall's secret or certificate runs out: a warning 30, 7 and 1 days before, each once. */
export function warnOfExpiry(
  expiresAt: Date | undefined,
  told: ExpiryTold | undefined,
  now: Date,
): ExpiryNews | undefined {
  if (!expiresAt) return told && { told: undefined };
  const left = Math.max(0, Math.ceil((expiresAt.getTime() - now.getTime()) / DAY_MS));
  const days = DAYS_BEFORE.find((before) => left <= before);
  if (days === undefined) return told && { told: undefined };
  const isSame = told?.expiresAt.getTime() === expiresAt.getTime();
  if (isSame && told.days <= days) return undefined;
  const message =
    `The secret or certificate that Rollcall proves itself to Azure AD with expires ${inDays(left)}, on ${dates.format(expiresAt)}. ` +
    'Ask whoever runs Rollcall to renew it: no sync works afterwards.';
  return { told: { expiresAt, days }, reason: { cause: 'secret-expiring', message } };
}

const inDays = (left: number): string => (left === 0 ? 'now' : left === 1 ? 'within a day' : `in ${left} days`);
