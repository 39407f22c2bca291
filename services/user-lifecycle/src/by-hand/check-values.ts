import type { FieldType, UserField } from '@rollcall/contracts';
import { InvalidMessageError } from '@rollcall/messaging';
import { isEmail } from 'class-validator';

export type Values = Record<string, string | null>;

const longest = 1_024;

/** Each type's form, as a sync stores it, and how it is told to whoever got it wrong. */
const forms: Partial<Record<FieldType, { has: (value: string) => boolean; says: string }>> = {
  Email: { has: (value) => isEmail(value), says: 'must be an address' },
  Number: { has: (value) => /^-?\d+(\.\d+)?$/.test(value), says: 'must be a number such as -1234.5' },
  Currency: {
    has: (value) => /^-?\d+(\.\d+)?( [A-Z]{3})?$/.test(value),
    says: 'must be an amount such as 1234.5 or 1234.5 EUR',
  },
  Date: { has: (value) => isDay(value), says: 'must be a date such as 2026-06-30' },
  'Date & time': {
    has: (value) =>
      isDay(value.slice(0, 10)) && /^T([01]\d|2[0-3]):[0-5]\d:[0-5]\d[+-]\d\d:\d\d$/.test(value.slice(10)),
    says: 'must be a time such as 2026-06-30T09:00:00+02:00',
  },
  'Yes/No': { has: (value) => value === 'true' || value === 'false', says: 'must be true or false' },
  User: { has: () => false, says: 'can only be filled by a sync' },
};

/** The values as they are stored: trimmed, empty ones null, addresses in lower case. */
export function checkValues(values: Record<string, unknown>, fields: readonly UserField[]): Values {
  return Object.fromEntries(
    Object.entries(values).map(([id, value]) => {
      const field = fields.find((each) => each.id === id);
      if (!field) throw new InvalidMessageError(`values: there is no user field ${id.slice(0, 100)}`);
      return [id, checkValue(value, field)];
    }),
  );
}

function checkValue(value: unknown, { id, name, type, options }: UserField): string | null {
  if (value !== null && typeof value !== 'string')
    throw new InvalidMessageError(`values: ${name} must be a text or null`);
  const text = value?.trim() ?? '';
  // A last name is needed by a sync only: not everybody has one.
  if (text === '') {
    if (id === 'FirstName' || id === 'Email') throw new InvalidMessageError(`values: ${name} is needed`);
    return null;
  }
  if (text.length > longest) throw new InvalidMessageError(`values: ${name} must have ${longest} characters at most`);
  if (type === 'Dropdown' && !options?.includes(text))
    throw new InvalidMessageError(`values: ${name} must be one of its options`);
  const form = forms[type];
  if (form && !form.has(text)) throw new InvalidMessageError(`values: ${name} ${form.says}`);
  return type === 'Email' ? text.toLowerCase() : text;
}

function isDay(value: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : NaN;
  // The calendar has no 31 June, though a date parser may go on to July.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}
