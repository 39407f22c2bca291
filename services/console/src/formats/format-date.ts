const LOCALE = 'en-GB';

/** Dates are told in the viewer's own zone; `timeZone` is for those that belong to a place, such as a schedule's. */
const dates = (timeZone?: string) => new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone });
const times = (timeZone?: string) => new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', timeZone });
const days = (timeZone?: string) =>
  new Intl.DateTimeFormat(LOCALE, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone });
const isoDays = (timeZone?: string) => new Intl.DateTimeFormat('sv-SE', { timeZone });

/** `24 Nov 2026, 09:41`. */
export function formatDateTime(iso: string, timeZone?: string): string {
  const at = new Date(iso);
  return `${dates(timeZone).format(at)}, ${times(timeZone).format(at)}`;
}

/** `Mon, 30 Nov 2026, 02:00`. */
export function formatDay(iso: string, timeZone?: string): string {
  const at = new Date(iso);
  return `${days(timeZone).format(at)}, ${times(timeZone).format(at)}`;
}

/** `today 02:04`, `yesterday 02:04`, or the date: what a person says of a time not long ago. */
export function formatRecent(iso: string, now = new Date(), timeZone?: string): string {
  const at = new Date(iso);
  const dayOf = (date: Date) => Date.parse(isoDays(timeZone).format(date));
  const daysAgo = Math.round((dayOf(now) - dayOf(at)) / 86_400_000);
  const word = { 0: 'today', 1: 'yesterday' }[daysAgo];
  return word === undefined ? formatDateTime(iso, timeZone) : `${word} ${times(timeZone).format(at)}`;
}

/** `45 s`, `4 min 5 s`, `2 h 10 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts: [number, string][] =
    whole < 3_600
      ? [
          [Math.floor(whole / 60), 'min'],
          [whole % 60, 's'],
        ]
      : [
          [Math.floor(whole / 3_600), 'h'],
          [Math.floor((whole % 3_600) / 60), 'min'],
        ];
  const said = parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`);
  return said.join(' ') || '0 s';
}
