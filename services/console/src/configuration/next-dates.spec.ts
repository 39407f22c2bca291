import type { Schedule } from '../api/shapes.js';
import { nextDates } from './next-dates.js';

const weekly: Schedule = { every: 'week', weekday: 'monday', time: '02:00', timeZone: 'Europe/Berlin' };

const dates = (schedule: Schedule, after: string) =>
  nextDates(schedule, new Date(after), 3).map((date) => date.toISOString().slice(0, 16));

describe(nextDates, () => {
  it('finds the next weeks, at the time of the zone', () => {
    expect(dates(weekly, '2026-11-24T09:00:00Z')).toEqual(['2026-11-30T01:00', '2026-12-07T01:00', '2026-12-14T01:00']);
  });

  it('finds today while the time is still to come, and not once it is over', () => {
    expect(dates(weekly, '2026-11-30T00:59:00Z')[0]).toBe('2026-11-30T01:00');
    expect(dates(weekly, '2026-11-30T01:00:00Z')[0]).toBe('2026-12-07T01:00');
  });

  it('counts days by the calendar of the zone', () => {
    const kiritimati: Schedule = { every: 'day', time: '00:30', timeZone: 'Pacific/Kiritimati' };
    expect(dates(kiritimati, '2026-11-24T11:00:00Z')[0]).toBe('2026-11-25T10:30');
  });

  it('keeps the time of day when the clocks change', () => {
    expect(dates({ ...weekly, weekday: 'sunday' }, '2026-10-18T12:00:00Z').slice(0, 2)).toEqual([
      '2026-10-25T00:00',
      '2026-11-01T01:00',
    ]);
  });

  it('takes a time that the clocks skip as the moment they jump', () => {
    const skipped: Schedule = { every: 'day', time: '02:30', timeZone: 'Europe/Berlin' };
    expect(dates(skipped, '2027-03-27T12:00:00Z')[0]).toBe('2027-03-28T01:00');
  });

  it('takes the first of a time that the clocks show twice', () => {
    const twice: Schedule = { every: 'day', time: '02:30', timeZone: 'Europe/Berlin' };
    expect(dates(twice, '2026-10-24T12:00:00Z')[0]).toBe('2026-10-25T00:30');
  });
});
