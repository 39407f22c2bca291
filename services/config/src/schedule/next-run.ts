import type { Schedule } from '@rollcall/contracts';
import { weekdays } from '@rollcall/contracts';
import { DateTime } from 'luxon';

/**
 * The first moment of a schedule after the given one. A time that the clocks skip becomes the moment they jump;
 * of a time that they show twice it is the first.
 */
export function nextRun({ every, weekday, time, timeZone }: Schedule, after: Date): Date {
  const today = DateTime.fromJSDate(after).setZone(timeZone);
  if (!today.isValid) throw new Error('the schedule has a time zone that is not known here');
  // Calendar days are counted in UTC, where every day has the same length.
  const date = DateTime.utc(today.year, today.month, today.day);
  for (let days = 0; days <= 7; days++) {
    const day = date.plus({ days });
    if (every === 'week' && weekdays[day.weekday - 1] !== weekday) continue;
    const instant = instantOf(`${day.toISODate()}T${time}`, timeZone);
    if (instant > after) return instant;
  }
  throw new Error('a weekly schedule needs a weekday');
}

/** When the clocks of a zone show this local time. */
function instantOf(local: string, timeZone: string): Date {
  let shown = DateTime.fromISO(local, { zone: 'utc' });
  // Each round tries the minute after; no zone skips more than a day.
  for (let minutes = 0; minutes <= 24 * 60; minutes++, shown = shown.plus({ minutes: 1 })) {
    const there = shown.setZone(timeZone, { keepLocalTime: true });
    // luxon moves a time that doesn't exist by the length of the jump.
    if (there.hour !== shown.hour || there.minute !== shown.minute) continue;
    // It doesn't promise which of two it gives: https://moment.github.io/luxon/#/zones?id=ambiguous-times
    return new Date(Math.min(...there.getPossibleOffsets().map((possible) => possible.toMillis())));
  }
  throw new Error('the schedule has a time that never comes');
}
