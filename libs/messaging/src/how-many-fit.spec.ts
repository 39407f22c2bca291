import { howManyFit } from './how-many-fit.js';

describe(howManyFit.name, () => {
  it.each([
    ['all of them', ['a', 'b', 'c'], 12, 3],
    ['those before the first that is too many', ['a', 'b', 'c'], 11, 2],
    ['one, however large', ['a'.repeat(50), 'b'], 10, 1],
    ['none of none', [], 10, 0],
    ['bytes, not characters', ['€', '€'], 11, 1],
  ])('answers %s', (_, items, bytes, expected) => {
    expect(howManyFit(items, bytes)).toBe(expected);
  });
});
