import { changeFields } from './change-fields.js';

const at = '2026-11-23T02:00:00.000Z';
const before = (value: string | null, from = 'azure') => ({ Nick: { value, from, at: '2026-01-01T00:00:00.000Z' } });

/** The stored value after a sync brings `to`, with Sync updates on and off. */
const cases: [
  string,
  ReturnType<typeof before> | Record<string, never>,
  string | null,
  string | null,
  string | null,
][] = [
  ['written at creation', {}, 'Mike', 'Mike', 'Mike'],
  ['changed in the directory', before('Michael'), 'Mike', 'Mike', 'Michael'],
  ['cleared in the directory', before('Michael'), null, null, 'Michael'],
  ['filled after it was synced empty', before(null), 'Mike', 'Mike', null],
  ['empty and never synced', before(null, 'hand'), 'Mike', 'Mike', 'Mike'],
  ['written by hand', before('Mickey', 'hand'), 'Mike', 'Mike', 'Mickey'],
];

describe(changeFields.name, () => {
  it.each(cases)('%s', (_case, fields, to, on, off) => {
    const run = { provider: 'azure' as const, at };

    expect(changeFields(fields, { Nick: to }, { ...run, writeOnce: new Set() }).fields.Nick?.value).toBe(on);
    expect(changeFields(fields, { Nick: to }, { ...run, writeOnce: new Set(['Nick']) }).fields.Nick?.value).toBe(off);
  });

  it.each([[], ['Nick']])(
    'stores nothing for a field that never had a value and has none in the directory',
    (...off) => {
      const run = { provider: 'azure' as const, at, writeOnce: new Set(off) };

      expect(changeFields({}, { Nick: null }, run)).toEqual({ fields: {}, changes: [] });
    },
  );

  it('leaves fields alone that are not mapped', () => {
    const { fields, changes } = changeFields(before('Michael'), {}, { provider: 'azure', writeOnce: new Set(), at });

    expect(fields).toEqual(before('Michael'));
    expect(changes).toEqual([]);
  });
});
