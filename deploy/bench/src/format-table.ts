import type { Measured } from './bench-size.js';

/** What the design asks of each: the product's seconds over the floors', measured in the same run. */
export function ratiosOf({ first, unchanged, paging, inserts, readsAndMarks }: Measured): Record<string, number> {
  return {
    'first full sync ÷ (bare paging + bare inserts)': first / (paging + inserts),
    'unchanged full sync ÷ (bare paging + bare reads and marks)': unchanged / (paging + readsAndMarks),
  };
}

/** A table in Markdown: a row for each figure, a column for each size. */
export function formatTable(measured: Measured[]): string {
  const header = ['', ...measured.map(({ people }) => `${people.toLocaleString('en')} people`)];
  const ratios = measured.map(ratiosOf);
  const rows = [
    ...Object.keys(ratios[0] ?? {}).map((name) => [name, ...ratios.map((each) => (each[name] ?? 0).toFixed(1))]),
    [
      'run of changes, one in 200 people, seconds from request to end',
      ...measured.map(({ changes }) => changes.toFixed(1)),
    ],
    ...Object.keys(measured[0]?.memory ?? {}).map((service) => [
      `peak memory of ${service}, MiB`,
      ...measured.map(({ memory }) => String(memory[service] ?? '–')),
    ]),
  ];
  return [header, header.map((_, column) => (column === 0 ? '---' : '--:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
