import type { DateFormat } from '@rollcall/contracts';
import type { Convert, Fault } from './fault.js';

/** Where in a match day, month and year are: by place, as named groups cost a third of a sync's mapping. */
interface Written {
  pattern: RegExp;
  day: number;
  month: number;
  year: number;
  example: string;
}

const writtenDates: Record<DateFormat, Written> = {
  'DD/MM/YYYY': { pattern: /^(\d{2})\/(\d{2})\/([1-9]\d{3})$/, day: 1, month: 2, year: 3, example: '06/06/2019' },
  'MM/DD/YYYY': { pattern: /^(\d{2})\/(\d{2})\/([1-9]\d{3})$/, day: 2, month: 1, year: 3, example: '06/30/2019' },
  'YYYY-MM-DD': { pattern: /^([1-9]\d{3})-(\d{2})-(\d{2})$/, day: 3, month: 2, year: 1, example: '2019-06-06' },
  'DD.MM.YYYY': { pattern: /^(\d{2})\.(\d{2})\.([1-9]\d{3})$/, day: 1, month: 2, year: 3, example: '06.06.2019' },
};

const notAnIsoDate: Fault = { code: 'wrong-format', says: 'is not a date of the calendar' };

/** Texts in which somebody wrote a date. */
export function writtenDateConverter(format: DateFormat): Convert {
  const written = writtenDates[format];
  const { example } = written;
  const fault: Fault = { code: 'wrong-format', says: `is not a date in the format ${format}, such as ${example}` };
  return (text) => readDate(written, text) ?? fault;
}

const time = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;

/** Texts in which somebody wrote a date and a time. They say nothing of the zone, so that it is agreed to be UTC. */
export function writtenDateTimeConverter(format: DateFormat): Convert {
  const written = writtenDates[format];
  const { example } = written;
  const fault: Fault = {
    code: 'wrong-format',
    says: `is not a date and time (UTC) in the format ${format} HH:MM, such as ${example} 14:30`,
  };
  return (text) => {
    const [date = '', clock = '', ...rest] = text.split(' ', 3);
    const day = readDate(written, date);
    if (day === undefined || rest.length > 0 || !time.test(clock)) return fault;
    return `${day}T${clock.length === 5 ? `${clock}:00` : clock}+00:00`;
  };
}

const isoDate =
  /^([1-9]\d{3})-(\d{2})-(\d{2})(?:T((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?)(Z|[+-]\d{2}:[0-5]\d))?$/;

/** The date in UTC: Graph gives hire dates as midnight UTC, whatever the place. */
export function convertIsoDate(text: string): string | Fault {
  const [, year, month, day, clock, offset] = isoDate.exec(text) ?? [];
  const date = dateOf(year, month, day);
  if (date === undefined) return notAnIsoDate;
  if (clock === undefined || offset === 'Z') return date;
  return inUtc(text)?.slice(0, 10) ?? notAnIsoDate;
}

/** To the second, in UTC, as Kissflow writes it. */
export function convertIsoDateTime(text: string): string | Fault {
  const [, year, month, day, clock] = isoDate.exec(text) ?? [];
  if (dateOf(year, month, day) === undefined || clock === undefined) return notAnIsoDate;
  const instant = inUtc(text);
  return instant === undefined ? notAnIsoDate : `${instant.slice(0, 19)}+00:00`;
}

/** Undefined for an offset no clock has, and for what leaves the years of four digits. */
function inUtc(text: string): string | undefined {
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) return undefined;
  const iso = new Date(instant).toISOString();
  return iso.length === 24 ? iso : undefined;
}

function readDate({ pattern, day, month, year }: Written, text: string): string | undefined {
  const found = pattern.exec(text);
  return found ? dateOf(found[year], found[month], found[day]) : undefined;
}

function dateOf(year?: string, month?: string, day?: string): string | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const isOnCalendar = day !== '00' && Number(day) <= daysIn(Number(year), Number(month));
  return isOnCalendar ? `${year}-${month}-${day}` : undefined;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  if (month === 4 || month === 6 || month === 9 || month === 11) return 30;
  return month >= 1 && month <= 12 ? 31 : 0;
}
