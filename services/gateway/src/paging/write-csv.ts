/** The columns of a table, by their titles. */
export type Columns<Item> = Record<string, (item: Item) => string | undefined>;

/** The first line. Spreadsheets take a file for UTF-8 only if it begins with the byte order mark. */
export function csvHead(columns: Columns<never>): string {
  return `\uFEFF${line(Object.keys(columns))}`;
}

export function csvLines<Item>(columns: Columns<Item>, items: readonly Item[]): string {
  const values = Object.values(columns);
  return items.map((item) => line(values.map((value) => value(item) ?? ''))).join('');
}

/** https://www.rfc-editor.org/rfc/rfc4180 */
function line(values: string[]): string {
  return `${values.map((value) => `"${harmless(value).replaceAll('"', '""')}"`).join(',')}\r\n`;
}

/**
 * Names come from a directory, and a spreadsheet runs what looks like a formula, also where it begins with a sign as wide as
 * a Chinese character: https://owasp.org/www-community/attacks/CSV_Injection
 */
function harmless(value: string): string {
  return /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(value) ? `'${value}` : value;
}
