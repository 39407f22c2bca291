import { formatValue } from './format-value.js';

describe(formatValue, () => {
  it.each([
    ['2019-06-07', 'Date', '07/06/2019'],
    ['true', 'Yes/No', 'Yes'],
    ['false', 'Yes/No', 'No'],
    ['2019-06-07', 'Text', '2019-06-07'],
    ['plain', undefined, 'plain'],
  ] as const)('writes %s of a %s field as %s', (value, type, written) => {
    expect(formatValue(value, type)).toBe(written);
  });
});
