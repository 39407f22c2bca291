const plain = new Intl.NumberFormat('en-GB');
const THIN_SPACE = '\u202f';

/** 4812 as `4 812`, with a narrow space that no line is broken at. */
export const formatNumber = (value: number): string => plain.format(value).replaceAll(',', THIN_SPACE);

/** `1 person`, `4 812 people`. */
export const formatAmount = (value: number, one: string, many: string): string =>
  `${formatNumber(value)} ${value === 1 ? one : many}`;
