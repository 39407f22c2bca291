const moments = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** `24 November 2026 at 06:21 UTC`: readers are in many time zones, and one they did not choose would mislead. */
export const formatMoment = (date: Date | string): string => `${moments.format(new Date(date))} UTC`;
