import { formatAmount, formatNumber } from './format-number.js';

describe(formatNumber, () => {
  it.each([
    [0, '0'],
    [812, '812'],
    [4812, '4\u202f812'],
    [1_234_567, '1\u202f234\u202f567'],
  ])('writes %d with a narrow space between thousands', (value, written) => {
    expect(formatNumber(value)).toBe(written);
  });
});

describe(formatAmount, () => {
  it('says one of one, and many of any other number', () => {
    expect([0, 1, 2].map((value) => formatAmount(value, 'person', 'people'))).toEqual([
      '0 people',
      '1 person',
      '2 people',
    ]);
  });
});
