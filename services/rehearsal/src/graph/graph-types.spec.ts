import { problemsOf } from '../testing/graph-schema.js';
import { MICROSOFT_SAMPLES } from '../testing/microsoft-samples.js';

const users = (...value: Record<string, unknown>[]): Record<string, unknown> => ({
  '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#users',
  value,
});

describe('the check against the published schema', () => {
  it.each(Object.entries(MICROSOFT_SAMPLES))('accepts the documented answer of %s', (_name, sample) => {
    expect(problemsOf(sample)).toEqual([]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a misspelt property', { displayname: 'Ana' }],
    ['text for a Boolean', { accountEnabled: 'true' }],
    ['null for a list that must be there', { businessPhones: null }],
    ['a date as people write it', { employeeHireDate: '06/06/2019' }],
    ['an unknown part of a complex property', { employeeOrgData: { costCentre: 'CC-1' } }],
    ['an unknown reason of a removal', { '@removed': { reason: 'gone' } }],
  ])('refuses %s', (_what, row) => {
    expect(problemsOf(users({ id: '6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0', ...row }))).not.toEqual([]);
  });

  it('refuses a record whose type nobody tells', () => {
    const context = 'https://graph.microsoft.com/v1.0/$metadata#directoryObjects';
    expect(problemsOf({ '@odata.context': context, value: [{ id: '1' }] })).toEqual([
      'value/0: nothing says which type it is',
    ]);
  });

  it('refuses an error without its inner error', () => {
    expect(problemsOf({ error: { code: 'BadRequest', message: 'no' } })).not.toEqual([]);
  });
});
