import type { Schedule } from '@rollcall/contracts';
import { nextRun } from './next-run.js';

const daily = (time: string, timeZone: string): Schedule => ({ every: 'day', time, timeZone });
const weekly = (weekday: Schedule['weekday'], time: string, timeZone: string): Schedule => ({
  every: 'week',
  ...(weekday && { weekday }),
  time,
  timeZone,
});

/** As in the table: the schedule, after when, and the next run. */
const cases: [title: string, Schedule, after: string, next: string][] = [
  ['later the same day', daily('02:00', 'Europe/Berlin'), '2026-01-10T00:59:59.999Z', '2026-01-10T01:00:00.000Z'],
  ['strictly after a run', daily('02:00', 'Europe/Berlin'), '2026-01-10T01:00:00.000Z', '2026-01-11T01:00:00.000Z'],
  ['a half-hour zone', daily('02:00', 'Asia/Kolkata'), '2026-01-10T00:00:00Z', '2026-01-10T20:30:00.000Z'],
  [
    'the local date, not the UTC one',
    daily('23:30', 'America/New_York'),
    '2026-01-10T03:00:00Z',
    '2026-01-10T04:30:00.000Z',
  ],

  [
    'the weekday this week',
    weekly('sunday', '02:00', 'Europe/Berlin'),
    '2026-01-08T12:00:00Z',
    '2026-01-11T01:00:00.000Z',
  ],
  [
    'the weekday itself, before the time',
    weekly('monday', '09:15', 'Asia/Kolkata'),
    '2026-01-12T03:44:59Z',
    '2026-01-12T03:45:00.000Z',
  ],
  [
    'the weekday itself, at the time',
    weekly('monday', '09:15', 'Asia/Kolkata'),
    '2026-01-12T03:45:00Z',
    '2026-01-19T03:45:00.000Z',
  ],
  [
    'a weekday that is another one in UTC',
    weekly('sunday', '22:00', 'America/New_York'),
    '2026-01-12T02:59:00Z',
    '2026-01-12T03:00:00.000Z',
  ],

  ['over the year’s end, daily', daily('00:00', 'Asia/Kolkata'), '2026-12-31T18:00:00Z', '2026-12-31T18:30:00.000Z'],
  [
    'over the year’s end, weekly',
    weekly('friday', '02:00', 'Europe/Berlin'),
    '2026-12-30T12:00:00Z',
    '2027-01-01T01:00:00.000Z',
  ],
  ['the 29th of February', daily('12:00', 'America/New_York'), '2028-02-28T18:00:00Z', '2028-02-29T17:00:00.000Z'],

  [
    'Berlin before the clocks go forward',
    daily('02:30', 'Europe/Berlin'),
    '2026-03-27T12:00:00Z',
    '2026-03-28T01:30:00.000Z',
  ],
  [
    'Berlin, 02:30 skipped: when 03:00 begins',
    daily('02:30', 'Europe/Berlin'),
    '2026-03-28T12:00:00Z',
    '2026-03-29T01:00:00.000Z',
  ],
  [
    'Berlin after the clocks went forward',
    daily('02:30', 'Europe/Berlin'),
    '2026-03-29T01:00:00Z',
    '2026-03-30T00:30:00.000Z',
  ],
  [
    'Berlin, weekly over the change',
    weekly('sunday', '12:00', 'Europe/Berlin'),
    '2026-03-22T11:00:00Z',
    '2026-03-29T10:00:00.000Z',
  ],
  [
    'Berlin, 02:30 twice: the first',
    daily('02:30', 'Europe/Berlin'),
    '2026-10-24T12:00:00Z',
    '2026-10-25T00:30:00.000Z',
  ],
  [
    'Berlin, 02:30 twice: not again',
    daily('02:30', 'Europe/Berlin'),
    '2026-10-25T00:30:00Z',
    '2026-10-26T01:30:00.000Z',
  ],
  [
    'Berlin, between the two 02:30s: tomorrow',
    daily('02:30', 'Europe/Berlin'),
    '2026-10-25T01:10:00Z',
    '2026-10-26T01:30:00.000Z',
  ],

  [
    'New York, 02:30 skipped',
    weekly('sunday', '02:30', 'America/New_York'),
    '2026-03-07T12:00:00Z',
    '2026-03-08T07:00:00.000Z',
  ],
  [
    'New York, 01:30 twice: the first',
    weekly('sunday', '01:30', 'America/New_York'),
    '2026-10-31T12:00:00Z',
    '2026-11-01T05:30:00.000Z',
  ],
  [
    'New York, 03:00 after the change',
    daily('03:00', 'America/New_York'),
    '2026-11-01T07:00:00Z',
    '2026-11-01T08:00:00.000Z',
  ],

  [
    'Lord Howe, half an hour skipped',
    daily('02:15', 'Australia/Lord_Howe'),
    '2026-10-03T00:00:00Z',
    '2026-10-03T15:30:00.000Z',
  ],
  [
    'Lord Howe, after the half hour',
    daily('02:30', 'Australia/Lord_Howe'),
    '2026-10-03T00:00:00Z',
    '2026-10-03T15:30:00.000Z',
  ],
  [
    'Lord Howe, 01:45 twice: the first',
    daily('01:45', 'Australia/Lord_Howe'),
    '2026-04-04T00:00:00Z',
    '2026-04-04T14:45:00.000Z',
  ],
  [
    'Lord Howe, 01:45 twice: not again',
    daily('01:45', 'Australia/Lord_Howe'),
    '2026-04-04T14:45:00Z',
    '2026-04-05T15:15:00.000Z',
  ],

  [
    'Apia skipped all of 30 December 2011',
    daily('12:00', 'Pacific/Apia'),
    '2011-12-29T22:00:00Z',
    '2011-12-30T22:00:00.000Z',
  ],
];

describe(nextRun.name, () => {
  test.each(cases)('finds %s', (_title, schedule, after, next) => {
    expect(nextRun(schedule, new Date(after)).toISOString()).toBe(next);
  });

  test('walks through a year of days without missing or doubling one', () => {
    const schedule = daily('02:30', 'Europe/Berlin');
    const runs = [new Date('2025-12-31T23:00:00Z')];
    for (let day = 0; day < 365; day++) runs.push(nextRun(schedule, runs.at(-1) ?? new Date(0)));
    const localDates = runs.slice(1).map((run) => run.toLocaleDateString('sv', { timeZone: 'Europe/Berlin' }));
    expect(new Set(localDates).size).toBe(365);
    expect([localDates.at(0), localDates.at(-1)]).toEqual(['2026-01-01', '2026-12-31']);
  });

  test('refuses a weekly schedule without a weekday, and an unknown time zone', () => {
    const now = new Date('2026-01-10T00:00:00Z');
    expect(() => nextRun(weekly(undefined, '02:00', 'Europe/Berlin'), now)).toThrow('weekday');
    expect(() => nextRun(daily('02:00', 'Europe/Atlantis'), now)).toThrow('time zone');
  });
});
