import type { DraftProblem, MappingRow, RowFormat, UserField } from '../api/shapes.js';

/** A row as it is edited: it may lack its source or its field for a while. `key` stays while it moves. */
export interface EditedRow extends MappingRow {
  key: string;
}

/** Fields without which Kissflow takes nobody. */
const mandatory = ['FirstName', 'LastName', 'Email'];

export const isMandatory = ({ target }: Pick<MappingRow, 'target'>): boolean => mandatory.includes(target);

const isComplete = ({ source, target }: MappingRow): boolean => source !== '' && target !== '';

let rows = 0;
const nextKey = (): string => `row-${(rows += 1)}`;

export const editRows = (stored: readonly MappingRow[]): EditedRow[] =>
  stored.map((row) => ({ ...row, key: nextKey() }));

export const newRow = (): EditedRow => ({ key: nextKey(), source: '', target: '', syncUpdates: true });

/** What is saved: rows that are not complete yet wait. */
export const storedRows = (edited: readonly EditedRow[]): MappingRow[] =>
  edited
    .filter(isComplete)
    .map(({ key: _, format, ...row }) => ({ ...row, ...(format && { format: stored(format) }) }));

/** Without values of a dropdown that nobody has typed in yet. */
const stored = ({ options, ...format }: RowFormat): RowFormat => ({
  ...format,
  ...(options && { options: options.filter(({ value }) => value !== '') }),
});

/** What is wrong with a row as it was saved. Problems name the place among the saved rows. */
export function problemsOf(
  row: EditedRow,
  edited: readonly EditedRow[],
  problems: readonly DraftProblem[],
): DraftProblem[] {
  if (!isComplete(row)) return [];
  const place = edited.filter(isComplete).indexOf(row);
  return problems.filter((problem) => problem.row === place);
}

/** Fields a row can fill: the ones no other row does. */
export function freeFields(fields: readonly UserField[], row: EditedRow, edited: readonly EditedRow[]): UserField[] {
  const taken = new Set(edited.filter((other) => other !== row).map(({ target }) => target));
  return fields.filter(({ id }) => !taken.has(id));
}
