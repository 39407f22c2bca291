import { atMost, type Column, flat } from './figure.js';
import { formatTable } from './format-table.js';

const column = (name: string, ratio: number, memory: number | undefined): Column => ({
  name,
  figures: [
    { name: 'first ÷ floor', value: ratio, digits: 1, goal: atMost(2) },
    { name: 'memory, MiB', value: memory, goal: flat },
    { name: 'seconds', value: 3.26, digits: 1 },
  ],
});

describe(formatTable.name, () => {
  it('shows a column for each size, and whether each goal is met', () => {
    const table = formatTable([column('10 people', 1.99, 100), column('20 people', 2.04, 110), column('30', 9, 111)]);

    expect(table).toBe(
      [
        '|  | goal | 10 people | 20 people | 30 |',
        '| --- | --: | --: | --: | --: |',
        '| first ÷ floor | ≤ 2 | 2.0 (met) | 2.0 (missed) | 9.0 (missed) |',
        '| memory, MiB | flat | 100 (met) | 110 (met) | 111 (missed) |',
        '| seconds |  | 3.3 | 3.3 | 3.3 |',
      ].join('\n'),
    );
  });

  it('judges nothing where the system does not tell', () => {
    expect(formatTable([column('10 people', 1, undefined)])).toContain('| memory, MiB | flat | – |');
  });
});
