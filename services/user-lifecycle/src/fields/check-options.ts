import type { FieldType } from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';

/**
 * The options as they are stored and compared.
 *
 * @throws RefusedError `options-invalid`
 */
export function checkOptions(type: FieldType, options: readonly string[]): string[] {
  if (type !== 'Dropdown') {
    throw new RefusedError('options-invalid', `A ${type} field has no options. Leave them out, or choose Dropdown.`);
  }
  const cleaned = options.map((option) =>
    option
      .normalize('NFC')
      .replaceAll(/\p{Cc}+/gu, ' ')
      .trim(),
  );
  const repeated = cleaned.find((option, index) => cleaned.indexOf(option) < index);
  if (repeated !== undefined) {
    throw new RefusedError('options-invalid', `The option “${repeated}” is there twice. Remove one of the two.`);
  }
  if (cleaned.includes('')) throw new RefusedError('options-invalid', 'An option is empty. Name it, or remove it.');
  return cleaned;
}
