import type { MappingRow, Problem } from '@rollcall/contracts';
import { compileMapping, type MappingInput } from './compile-mapping.js';
import { startingRows } from './starting-rows.js';

/**
 * The rows of an active mapping that still work, and why the others don't: an attribute, a permission or an option can
 * vanish after the mapping was tested. Rows that every mapping must have are never paused: nobody could be stored
 * without them.
 */
export function pauseRows(input: MappingInput): { rows: MappingRow[]; paused: Problem[] } {
  const result = compileMapping(input);
  const rows = [...input.rows];
  if (result.ok) return { rows, paused: [] };
  const required = new Set([
    ...startingRows.map(({ target }) => target),
    ...input.fields.filter((field) => field.required).map(({ id }) => id),
  ]);
  const mayPause = ({ row }: Problem): boolean => {
    const target = row === undefined ? undefined : rows[row]?.target;
    return target !== undefined && !required.has(target);
  };
  const paused = result.problems.filter(mayPause);
  return { rows: rows.filter((_, index) => !paused.some(({ row }) => row === index)), paused };
}
