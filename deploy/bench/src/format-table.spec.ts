import { formatTable, ratiosOf } from './format-table.js';

const measured = {
  people: 10_000,
  paging: 1,
  inserts: 3,
  readsAndMarks: 1,
  first: 8,
  unchanged: 3,
  changes: 2.34,
  memory: { gateway: 120, config: undefined },
};

describe(formatTable.name, () => {
  it('puts the product over its floors', () => {
    expect(Object.values(ratiosOf(measured))).toEqual([2, 1.5]);
  });

  it('shows a column for each size', () => {
    expect(formatTable([measured, { ...measured, people: 100_000 }])).toContain(
      '|  | 10,000 people | 100,000 people |\n| --- | --: | --: |',
    );
    expect(formatTable([measured])).toContain(
      '| run of changes, one in 200 people, seconds from request to end | 2.3 |',
    );
    expect(formatTable([measured])).toContain(
      '| peak memory of gateway, MiB | 120 |\n| peak memory of config, MiB | – |',
    );
  });
});
