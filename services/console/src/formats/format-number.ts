/** 4812 as `4,812`, `4.812` or `4 812`, as the viewer's browser writes numbers. */
export const formatNumber = (value: number, locale?: string): string => new Intl.NumberFormat(locale).format(value);

/** `1 person`, `4,812 people`. */
export const formatAmount = (value: number, one: string, many: string, locale?: string): string =>
  `${formatNumber(value, locale)} ${value === 1 ? one : many}`;
