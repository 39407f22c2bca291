import type { AttributeValue } from '@rollcall/contracts';

const plain = /^[ -~]*$/;
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu;
const lineBreak = /\r\n|[\n\r\v\f\u0085\p{Zl}\p{Zp}]/u;

/** A value as one text; lists are joined, people are named. Empty text where the directory has none. */
export function textOf(value: AttributeValue | undefined): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  return Array.isArray(value) ? value.join(', ') : value.name;
}

/**
 * One line of text in the form everything compares alike: no white space around it, NFC, and one space in place of
 * line breaks, control characters and halves of surrogate pairs, which the database would not give back as stored.
 */
export function cleanText(text: string): string {
  return plain.test(text) ? text.trim() : text.replace(unprintable, ' ').trim().normalize('NFC');
}

/** The same for a field of several lines: they stay apart. */
export function cleanLines(text: string): string {
  return text.split(lineBreak).map(cleanText).join('\n').trim();
}
