/**
 * Dates are told as the viewer's browser writes them, and in the viewer's own zone; `timeZone` is for those that belong
 * to a place, such as a schedule's.
 */
interface Told {
  timeZone?: string;
  locale?: string;
}

const write = (iso: string, { locale, ...options }: Told & Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, options).format(new Date(iso));

/** `24 Nov 2026, 09:41`. */
export const formatDateTime = (iso: string, told: Told = {}): string =>
  write(iso, { ...told, dateStyle: 'medium', timeStyle: 'short' });

/** `Mon, 30 Nov 2026, 02:00`. */
export const formatDay = (iso: string, told: Told = {}): string =>
  write(iso, {
    ...told,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });

/** `today 02:04`, `yesterday 02:04`, or the date: what a person says of a time not long ago. */
export function formatRecent(iso: string, now = new Date(), told: Told = {}): string {
  const isoDays = new Intl.DateTimeFormat('sv-SE', { timeZone: told.timeZone });
  const dayOf = (date: Date) => Date.parse(isoDays.format(date));
  const daysAgo = Math.round((dayOf(now) - dayOf(new Date(iso))) / 86_400_000);
  const word = { 0: 'today', 1: 'yesterday' }[daysAgo];
  return word === undefined ? formatDateTime(iso, told) : `${word} ${write(iso, { ...told, timeStyle: 'short' })}`;
}

/** A time of day such as `02:00`, which belongs to no date. */
export const formatClock = (time: string, locale?: string): string =>
  write(`2000-01-01T${time}:00Z`, { locale, timeZone: 'UTC', timeStyle: 'short' });

/** The zone that the viewer's dates are told in, `Europe/Berlin`. */
export const viewersZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

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
