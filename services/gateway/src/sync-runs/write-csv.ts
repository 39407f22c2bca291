import type { Outcome } from '@rollcall/contracts';

const columns: [title: string, value: (outcome: Outcome) => string][] = [
  ['Name', ({ name }) => name],
  ['Directory ID', ({ externalId }) => externalId],
  ['Outcome', ({ action }) => action],
  ['Kissflow user ID', ({ userId }) => userId ?? ''],
  ['Reason', ({ reason, reasons }) => [reason ?? [], reasons.map(({ message }) => message)].flat(2).join(' ')],
  [
    'Changes',
    ({ changes }) => changes.map(({ field, from, to }) => `${field}: ${from ?? '-'} > ${to ?? '-'}`).join('; '),
  ],
  ['At', ({ at }) => at],
];

/** The first line. Spreadsheets take a file for UTF-8 only if it begins with the byte order mark. */
export const csvHead = `\uFEFF${line(columns.map(([title]) => title))}`;

export function csvLine(outcome: Outcome): string {
  return line(columns.map(([, value]) => value(outcome)));
}

/** https://www.rfc-editor.org/rfc/rfc4180 */
function line(values: string[]): string {
  return `${values.map((value) => `"${harmless(value).replaceAll('"', '""')}"`).join(',')}\r\n`;
}

/** Names come from a directory, and a spreadsheet runs what looks like a formula: https://owasp.org/www-community/attacks/CSV_Injection */
function harmless(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
