import { formatClock, formatDateTime, formatDay, formatDuration, formatRecent } from './format-date.js';

const british = { timeZone: 'Europe/Berlin', locale: 'en-GB' };
/** Between time and AM stands a narrow space that no line is broken at; older browsers write a plain one. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe(formatDateTime, () => {
  it.each([
    ['en-GB', '24 Nov 2026, 09:41'],
    ['en-US', 'Nov 24, 2026, 9:41 AM'],
    ['de', '24.11.2026, 09:41'],
    ['sv', '24 nov. 2026 09:41'],
  ])('writes date and time as people read them in %s', (locale, written) => {
    expect(plain(formatDateTime('2026-11-24T08:41:00.000Z', { ...british, locale }))).toBe(written);
  });
});

describe(formatDay, () => {
  it('names the day of the week in the zone asked for', () => {
    expect(formatDay('2026-11-29T23:30:00.000Z', british)).toBe('Mon, 30 Nov 2026, 00:30');
  });
});

describe(formatRecent, () => {
  const now = new Date('2026-11-24T08:00:00.000Z');

  it.each([
    ['2026-11-24T01:04:00.000Z', 'today 02:04'],
    ['2026-11-23T01:04:00.000Z', 'yesterday 02:04'],
    ['2026-11-23T23:30:00.000Z', 'today 00:30'],
    ['2026-11-20T01:04:00.000Z', '20 Nov 2026, 02:04'],
  ])('says of %s: %s', (iso, said) => {
    expect(formatRecent(iso, now, british)).toBe(said);
  });
});

describe(formatClock, () => {
  it.each([
    ['02:00', 'en-GB', '02:00'],
    ['14:30', 'en-GB', '14:30'],
    ['14:30', 'en-US', '2:30 PM'],
  ])('writes %s in %s as %s', (time, locale, written) => {
    expect(plain(formatClock(time, locale))).toBe(written);
  });
});

describe(formatDuration, () => {
  it.each([
    [0, '0 s'],
    [45, '45 s'],
    [245, '4 min 5 s'],
    [120, '2 min'],
    [7_830, '2 h 10 min'],
  ])('writes %d seconds as %s', (seconds, written) => {
    expect(formatDuration(seconds)).toBe(written);
  });
});
