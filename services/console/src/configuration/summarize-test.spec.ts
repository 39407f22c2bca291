import type { MappingTest, TestedPerson } from '../api/shapes.js';
import { errorsOfRow, hasErrors, samplesOf } from './summarize-test.js';

const wrongDate = {
  code: 'wrong-format',
  field: 'BadgeDate',
  value: 'June sixth',
  message: '“June sixth” is not a date.',
};

function aPerson(name: string, more: Partial<TestedPerson> = {}): TestedPerson {
  const values = [{ field: 'BadgeDate', source: '06/06/2019', stored: '2019-06-06' }];
  return { externalId: name, name, values, ...more };
}

const wrong = { values: [{ field: 'BadgeDate', source: 'June sixth', stored: null, error: wrongDate }] };

const aTest = (...people: TestedPerson[]): MappingTest => ({
  testId: 't1',
  mappingHash: 'h1',
  result: 'passedWithRejects',
  problems: [],
  people,
  testedAt: '2026-11-24T08:00:00.000Z',
});

describe(errorsOfRow, () => {
  it('counts people by what is wrong with their value, in the words of the first', () => {
    const test = aTest(aPerson('Ana'), aPerson('Bo', wrong), aPerson('Cy', wrong));
    expect(errorsOfRow(test, 'BadgeDate')).toEqual([
      { code: 'wrong-format', message: '“June sixth” is not a date.', people: 2 },
    ]);
  });

  it('counts nobody whom a sync leaves out', () => {
    expect(errorsOfRow(aTest(aPerson('Dee', { ...wrong, skipped: 'disabled' })), 'BadgeDate')).toEqual([]);
  });
});

describe(hasErrors, () => {
  it('tells people with errors', () => {
    const people = [aPerson('Ana'), aPerson('Bo', wrong), aPerson('Dee', { ...wrong, skipped: 'guest' })];
    expect(people.map(hasErrors)).toEqual([false, true, false]);
  });
});

describe(samplesOf, () => {
  it('shows people whom a sync takes', () => {
    const test = aTest(aPerson('Dee', { skipped: 'disabled' }), aPerson('Ana'), aPerson('Bo'), aPerson('Cy'));
    expect(samplesOf(test).map(({ name }) => name)).toEqual(['Ana', 'Bo']);
  });
});
