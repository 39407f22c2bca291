import { formatAmount, formatNumber } from './format-number.js';

describe(formatNumber, () => {
  it.each([
    [0, 'en-GB', '0'],
    [812, 'en-GB', '812'],
    [1_234_567, 'en-GB', '1,234,567'],
    [1_234_567, 'de', '1.234.567'],
    [1_234_567, 'fr', '1\u202f234\u202f567'],
    [1_234_567, 'en-IN', '12,34,567'],
  ])('writes %d as people read it in %s', (value, locale, written) => {
    expect(formatNumber(value, locale)).toBe(written);
  });
});

describe(formatAmount, () => {
  it('says one of one, and many of any other number', () => {
    expect([0, 1, 2, 4812].map((value) => formatAmount(value, 'person', 'people', 'en-GB'))).toEqual([
      '0 people',
      '1 person',
      '2 people',
      '4,812 people',
    ]);
  });
});
