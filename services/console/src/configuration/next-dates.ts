import type { Schedule } from '../api/shapes.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The next moments of a schedule after the given one, as the server will choose them. */
export function nextDates({ every, weekday, time, timeZone }: Schedule, after: Date, count: number): Date[] {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const clock = clockOf(timeZone);
  const today = Math.floor(clock(after.getTime()) / DAY_MS) * DAY_MS;
  const found: Date[] = [];
  for (let day = today; found.length < count && day <= today + 7 * count * DAY_MS + DAY_MS; day += DAY_MS) {
    if (every === 'week' && weekdays[new Date(day).getUTCDay()] !== weekday) continue;
    const instant = instantOf(day + (hours * 60 + minutes) * MINUTE_MS, clock);
    if (instant > after.getTime()) found.push(new Date(instant));
  }
  return found;
}

/** What the clocks of a zone show at an instant, both as milliseconds; dates of the clock are counted as in UTC. */
type Clock = (instant: number) => number;

function clockOf(timeZone: string): Clock {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (instant) => Date.parse(`${format.format(instant).replace(' ', 'T')}Z`);
}

/** When a clock shows this. Of a time it shows twice, the first; one it skips becomes the moment it jumps. */
function instantOf(local: number, clock: Clock): number {
  for (let shown = local; shown <= local + DAY_MS; shown += MINUTE_MS) {
    // No zone changes twice within two days, so one of these two offsets is in force.
    const candidates = [shown - DAY_MS, shown + DAY_MS].map((near) => shown - (clock(near) - near));
    const right = candidates.filter((instant) => clock(instant) === shown);
    if (right.length > 0) return Math.min(...right);
  }
  throw new Error('the schedule has a time that never comes');
}
