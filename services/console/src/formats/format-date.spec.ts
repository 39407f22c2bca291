import { formatDateTime, formatDay, formatDuration, formatRecent } from './format-date.js';

const zone = 'Europe/Berlin';

describe(formatDateTime, () => {
  it('writes date and time', () => {
    expect(formatDateTime('2026-11-24T08:41:00.000Z', zone)).toBe('24 Nov 2026, 09:41');
  });
});

describe(formatDay, () => {
  it('names the day of the week in the zone asked for', () => {
    expect(formatDay('2026-11-29T23:30:00.000Z', zone)).toBe('Mon, 30 Nov 2026, 00:30');
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
    expect(formatRecent(iso, now, zone)).toBe(said);
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
