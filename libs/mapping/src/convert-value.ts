import type { AttributeType, AttributeValue, SourceAttribute, UserField } from '@rollcall/contracts';

/** Why a value can't be stored: a stable code, and what follows the quoted value in a sentence. */
export interface Fault {
  code: string;
  says: string;
}

/** Turns what `cleanText` left of a value into what Kissflow stores. */
export type Convert = (text: string) => string | Fault;

const tooLong: Fault = { code: 'too-long', says: 'is longer than 1,024 characters' };
const notAnAddress: Fault = { code: 'wrong-format', says: 'is not an email address, such as ana@example.com' };
const notWrittenAsDate: Fault = {
  code: 'wrong-format',
  says: 'is not a date in the format DD/MM/YYYY, such as 06/06/2019',
};
const notAnIsoDate: Fault = { code: 'wrong-format', says: 'is not a date of the calendar' };

/** A guest's user principal name is made up by Azure AD, e.g. `bo_example.org#EXT#@contoso.com`; no mail reaches it. */
export const guestAddress: Fault = { code: 'guest-without-email', says: 'is no address a guest can be reached at' };

const asText: ReadonlySet<AttributeType> = new Set(['Text', 'Text list', 'Number']);

export type SyncableType = 'Text' | 'Email' | 'Date';
export type SyncableField = UserField & { type: SyncableType };

export function isSyncable(field: UserField): field is SyncableField {
  return field.type === 'Text' || field.type === 'Email' || field.type === 'Date';
}

/** How values of an attribute get into a field of a type; undefined where the two types don't agree. */
export function converterFor(
  type: SyncableType,
  attribute: Pick<SourceAttribute, 'type' | 'freeForm'>,
): Convert | undefined {
  switch (type) {
    case 'Text':
      return asText.has(attribute.type) ? convertText : undefined;
    case 'Email':
      return attribute.type === 'Text' ? convertEmail : undefined;
    case 'Date':
      if (attribute.type === 'Date' || attribute.type === 'DateTime') return convertIsoDate;
      return attribute.type === 'Text' && attribute.freeForm ? convertWrittenDate : undefined;
  }
}

/** A value as one text; lists are joined. Empty text where the directory has none. */
export function textOf(value: AttributeValue | undefined): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

const plain = /^[ -~]*$/;
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/**
 * One line of text in the form everything compares alike: no white space around it, NFC, and one space in place of
 * line breaks, control characters and halves of surrogate pairs, which the database would not give back as stored.
 */
export function cleanText(text: string): string {
  return plain.test(text) ? text.trim() : text.replace(unprintable, ' ').trim().normalize('NFC');
}

function convertText(text: string): string | Fault {
  return text.length > 1024 ? tooLong : text;
}

// Dots only between other characters; a domain of two labels or more, the last of them not a number.
const address =
  /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z]([a-z\d-]{0,61}[a-z\d])$/u;

/** Lower case, so that one address is one text. Lengths are those of https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1. */
function convertEmail(text: string): string | Fault {
  const email = text.toLowerCase();
  if (email.includes('#ext#')) return guestAddress;
  const isAddress = email.length <= 254 && email.indexOf('@') <= 64 && address.test(email);
  return isAddress ? email : notAnAddress;
}

const written = /^(\d{2})\/(\d{2})\/([1-9]\d{3})$/;

function convertWrittenDate(text: string): string | Fault {
  const [, day, month, year] = written.exec(text) ?? [];
  return dateOf(year, month, day) ?? notWrittenAsDate;
}

const isoDate = /^([1-9]\d{3})-(\d{2})-(\d{2})(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d{2}:[0-5]\d))?$/;

/** The date in UTC: Graph gives hire dates as midnight UTC, whatever the place. */
function convertIsoDate(text: string): string | Fault {
  const [, year, month, day, time, , , , offset] = isoDate.exec(text) ?? [];
  const date = dateOf(year, month, day);
  if (date === undefined) return notAnIsoDate;
  if (time === undefined || offset === 'Z') return date;
  const [utcDate] = new Date(text).toISOString().split('T');
  return utcDate ?? notAnIsoDate;
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
