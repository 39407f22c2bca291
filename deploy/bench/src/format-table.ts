import type { Column, Figure } from './figure.js';

/** A table in Markdown: a row for each figure with its goal, a column for each size. */
export function formatTable(columns: readonly Column[]): string {
  const [first] = columns;
  const rows = first?.figures.map(({ name, goal, value: atFirst }, row) => [
    name,
    goal?.says ?? '',
    ...columns.map(({ figures }) => formatCell(figures[row], atFirst)),
  ]);
  const header = ['', 'goal', ...columns.map(({ name }) => name)];
  return [header, header.map((_, column) => (column === 0 ? '---' : '--:')), ...(rows ?? [])]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function formatCell(figure: Figure | undefined, first: number | undefined): string {
  if (figure?.value === undefined || first === undefined) return '–';
  const { value, digits = 0, goal } = figure;
  const judged = goal && (goal.isMet(value, first) ? ' (met)' : ' (missed)');
  return `${value.toFixed(digits)}${judged ?? ''}`;
}
