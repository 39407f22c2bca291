import type { MappingRow } from '@rollcall/contracts';
import { compileMapping } from '@rollcall/mapping';
import { aDirectoryUser, attributes, badgeAttribute, catalogue, mismatchedRows, rows } from './tests.builders.js';
import { tryMapping } from './try-mapping.js';

const compile = (tried: MappingRow[]) => compileMapping({ rows: tried, attributes, fields: catalogue.fields });
const membersOnly = { includeGuests: false };

describe(tryMapping.name, () => {
  it('passes where everybody can be stored, and shows what would be', () => {
    const ana = aDirectoryUser('ana', { [badgeAttribute]: '06/12/2019' });

    expect(tryMapping(compile(rows), [ana], membersOnly)).toEqual({
      result: 'passed',
      problems: [],
      people: [
        {
          externalId: 'ana',
          name: 'ana Sample',
          values: [
            { field: 'FirstName', source: 'ana', stored: 'ana' },
            { field: 'LastName', source: 'Sample', stored: 'Sample' },
            { field: 'Email', source: 'ana@contoso.example', stored: 'ana@contoso.example' },
            { field: 'JoiningDate', source: '06/12/2019', stored: '2019-12-06' },
          ],
        },
      ],
    });
  });

  it('passes with rejects where the value of one person has the wrong format', () => {
    const people = [aDirectoryUser('ana'), aDirectoryUser('bo', { [badgeAttribute]: 'June sixth' })];
    const { result, problems, people: tested } = tryMapping(compile(rows), people, membersOnly);

    expect({ result, problems }).toEqual({ result: 'passedWithRejects', problems: [] });
    expect(tested.map(({ values }) => values[3])).toMatchObject([
      { source: null, stored: null },
      { source: 'June sixth', stored: null, error: { code: 'wrong-format', attribute: badgeAttribute } },
    ]);
  });

  it('fails where the mapping itself is wrong, and still shows what the directory has', () => {
    const ana = aDirectoryUser('ana', { manager: 'Cy Chief' });
    const { result, problems, people } = tryMapping(compile(mismatchedRows), [ana], membersOnly);

    expect(result).toBe('failed');
    expect(problems).toMatchObject([{ code: 'data-type-mismatch', row: 3 }]);
    expect(people[0]?.values).toMatchObject([
      { stored: 'ana' },
      { stored: 'Sample' },
      { stored: 'ana@contoso.example' },
      { source: 'Cy Chief', stored: null, error: { code: 'data-type-mismatch' } },
    ]);
  });

  it.each([
    ['disabled', { enabled: false }],
    ['guest', { guest: true }],
  ])('does not count the errors of somebody a sync leaves out: %s', (skipped, more) => {
    const { result, people } = tryMapping(compile(rows), [aDirectoryUser('bo', { surname: null }, more)], membersOnly);

    expect(result).toBe('passed');
    expect(people).toMatchObject([{ skipped, values: [{}, { error: { code: 'value-missing' } }, {}, {}] }]);
  });

  it('counts the errors of guests where they are synced', () => {
    const guest = aDirectoryUser('bo', { surname: null }, { guest: true });
    const { result, people } = tryMapping(compile(rows), [guest], { includeGuests: true });

    expect(result).toBe('passedWithRejects');
    expect(people[0]).not.toHaveProperty('skipped');
  });

  it('does not pass a mapping that nobody could be tried on', () => {
    expect(tryMapping(compile(rows), [], membersOnly)).toMatchObject({
      result: 'failed',
      problems: [{ code: 'nobody-to-test' }],
      people: [],
    });
  });
});
