import type { FieldType, UserField } from '@rollcall/contracts';
import { builtInFields } from '../fields/built-in-fields.js';
import { checkValues } from './check-values.js';

const aField = (type: FieldType): UserField => ({
  id: 'Extra',
  name: 'Extra',
  type,
  required: false,
  builtIn: false,
  ...(type === 'Dropdown' && { options: ['Sales', 'Tech'] }),
});
const check = (type: FieldType, value: unknown) => checkValues({ Extra: value }, [aField(type)]).Extra;

describe(checkValues.name, () => {
  it.each<[FieldType, string, string | null]>([
    ['Text', '  Bo ', 'Bo'],
    ['Text', '   ', null],
    ['Email', 'Bo@Contoso.com', 'bo@contoso.com'],
    ['Number', '-12.5', '-12.5'],
    ['Currency', '12.5 EUR', '12.5 EUR'],
    ['Date', '2028-02-29', '2028-02-29'],
    ['Date & time', '2026-06-30T09:00:00+02:00', '2026-06-30T09:00:00+02:00'],
    ['Yes/No', 'true', 'true'],
    ['Dropdown', 'Tech', 'Tech'],
  ])('takes for %s %j', (type, value, stored) => {
    expect(check(type, value)).toBe(stored);
  });

  it.each<[FieldType, unknown]>([
    ['Text', 7],
    ['Text', 'x'.repeat(1_025)],
    ['Email', 'bo at contoso'],
    ['Number', '1,5'],
    ['Currency', 'EUR 12'],
    ['Date', '2026-06-31'],
    ['Date', '30/06/2026'],
    ['Date & time', '2026-06-30T25:00:00+02:00'],
    ['Yes/No', 'yes'],
    ['Dropdown', 'Legal'],
    ['User', 'somebody'],
  ])('refuses for %s %j', (type, value) => {
    expect(() => check(type, value)).toThrow('Extra');
  });

  it.each([
    [{ FirstName: ' ' }, 'First name is needed'],
    [{ Email: null }, 'Email ID is needed'],
    [{ Shoe: '43' }, 'no user field Shoe'],
  ])('refuses %j in words', (values, words) => {
    expect(() => checkValues(values, builtInFields)).toThrow(words);
  });

  it('lets somebody be without a last name', () => {
    expect(checkValues({ LastName: null }, builtInFields)).toEqual({ LastName: null });
  });
});
