import type { NumberFormat } from '@rollcall/contracts';
import type { Convert, Fault } from './fault.js';

interface Written {
  pattern: RegExp;
  separators: RegExp;
  decimals: '.' | ',';
}

// Thousands are set apart everywhere or nowhere, so that 1,5 is never taken for 15.
const writtenNumbers: Record<NumberFormat, Written> = {
  '1,234.56': { pattern: /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/, separators: /,/g, decimals: '.' },
  '1.234,56': { pattern: /^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$/, separators: /\./g, decimals: ',' },
  '1 234,56': {
    pattern: /^[+-]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:,\d+)?$/,
    separators: /[ \u00a0\u202f]/g,
    decimals: ',',
  },
};

const longest = 40;

/** More digits than these a number doesn't keep: https://tc39.es/ecma262/#sec-number.max_safe_integer */
const mostDigits = 15;
const tooManyDigits: Fault = { code: 'wrong-format', says: `has more than ${mostDigits} digits` };

/** Texts in which somebody wrote a number. */
export function writtenNumberConverter(format: NumberFormat): Convert {
  const read = numberReader(format);
  const fault: Fault = { code: 'wrong-format', says: `is not a number in the format ${format}` };
  return (text) => read(text) ?? fault;
}

/** Amounts, with or without the currency's code before or after them. */
export function amountConverter(format: NumberFormat): Convert {
  const read = numberReader(format);
  const says = `is not an amount in the format ${format} or ${format} EUR`;
  const fault: Fault = { code: 'wrong-format', says };
  return (text) => {
    const [, before, amount = '', after] = /^(?:([A-Z]{3}) )?([^A-Z]+?)(?: ([A-Z]{3}))?$/.exec(text.slice(0, 60)) ?? [];
    if (text.length > 60 || (before !== undefined && after !== undefined)) return fault;
    const number = read(amount) ?? fault;
    const currency = before ?? after;
    return typeof number === 'string' && currency !== undefined ? `${number} ${currency}` : number;
  };
}

/** What most numbers are, and stored as they stand. */
const plainInteger = /^(?:0|[1-9]\d{0,14})$/;

function numberReader(format: NumberFormat): (text: string) => string | Fault | undefined {
  const { pattern, separators, decimals } = writtenNumbers[format];
  return (text) => {
    if (plainInteger.test(text)) return text;
    if (text.length > longest || !pattern.test(text)) return undefined;
    return plainNumber(text.replace(separators, '').replace(decimals, '.'));
  };
}

/** One text for one number: no plus sign, no zeros that say nothing, no minus zero. */
function plainNumber(text: string): string | Fault {
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').split('.');
  const digits = whole.replace(/^0+(?=\d)/, '');
  const decimals = fraction.replace(/0+$/, '');
  if (digits.length + decimals.length > mostDigits) return tooManyDigits;
  const number = decimals === '' ? digits : `${digits}.${decimals}`;
  return text.startsWith('-') && number !== '0' ? `-${number}` : number;
}
