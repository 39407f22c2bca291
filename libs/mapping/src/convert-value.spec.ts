import type { AttributeType, FieldType, RowFormat } from '@rollcall/contracts';
import { textOf } from './clean-text.js';
import { converterFor, guestAddress, reader } from './convert-value.js';

const convert = (type: FieldType, from: AttributeType, value: string, format?: RowFormat, options?: string[]) =>
  converterFor(
    { field: { type, ...(options && { options }) }, format },
    { type: from, freeForm: true },
  )?.(reader(type)(value));

const misfit = expect.objectContaining({ code: 'wrong-format' }) as unknown;

describe('Text', () => {
  it.each([
    ['white space around it', '  Ana \t', 'Ana'],
    ['white space of other scripts around it', '\u3000Ana\u00a0', 'Ana'],
    ['line breaks', 'Main St 1\r\nBerlin', 'Main St 1 Berlin'],
    ['control characters', 'a\u0000b\u007fc\u2028d', 'a b c d'],
    ['half a surrogate pair', 'a\ud83db', 'a b'],
    ['letters and marks apart', 'Zoe\u0308', 'Zoë'],
    ['other scripts', 'محمد 李 😀', 'محمد 李 😀'],
  ])('stores one line in one form: %s', (_title, value, stored) => {
    expect(convert('Text', 'Text', value)).toBe(stored);
  });

  it('takes 1,024 characters and no more', () => {
    expect(convert('Text', 'Text', 'x'.repeat(1024))).toHaveLength(1024);
    expect(convert('Text', 'Text', 'x'.repeat(1025))).toMatchObject({ code: 'too-long' });
  });

  it.each([
    [['+49 1', '+49 2'], '+49 1, +49 2'],
    [[], ''],
    [7, '7'],
    [null, ''],
    [undefined, ''],
    [{ id: 'cy', name: 'Cy Chief' }, 'Cy Chief'],
  ])('reads %j as “%s”', (value, text) => {
    expect(textOf(value)).toBe(text);
  });
});

describe('Text area', () => {
  it.each([
    ['  Main St 1 \r\n Berlin  ', 'Main St 1\nBerlin'],
    ['a\u2028b\u2029c\u0085d\re', 'a\nb\nc\nd\ne'],
    ['\n\na\n\nb\n', 'a\n\nb'],
    ['a\u0000b\tc', 'a b c'],
    ['Zoe\u0308\nЯна', 'Zoë\nЯна'],
  ])('keeps the lines of %j apart', (value, stored) => {
    expect(convert('Text area', 'Text', value)).toBe(stored);
  });

  it('takes 4,096 characters and no more', () => {
    expect(convert('Text area', 'Text', 'x'.repeat(4096))).toHaveLength(4096);
    expect(convert('Text area', 'Text', 'x'.repeat(4097))).toMatchObject({ code: 'too-long' });
  });
});

describe('Number', () => {
  it.each<[RowFormat['number'], string, string | undefined]>([
    [undefined, '1234.50', '1234.5'],
    [undefined, '1,234.56', '1234.56'],
    [undefined, '-1,234,567', '-1234567'],
    [undefined, '+7', '7'],
    [undefined, '007', '7'],
    [undefined, '-0.00', '0'],
    [undefined, '0.10', '0.1'],
    [undefined, '123456789012345', '123456789012345'],
    [undefined, '1234567890123456', undefined],
    [undefined, '1,5', undefined],
    [undefined, '12,34,567', undefined],
    [undefined, '1,234,56', undefined],
    [undefined, '1.234,56', undefined],
    [undefined, '.5', undefined],
    [undefined, '5.', undefined],
    [undefined, '1e3', undefined],
    [undefined, '0x10', undefined],
    [undefined, 'NaN', undefined],
    [undefined, 'twelve', undefined],
    [undefined, '١٢', undefined],
    [undefined, '−5', undefined],
    ['1.234,56', '1.234,56', '1234.56'],
    ['1.234,56', '1,5', '1.5'],
    ['1.234,56', '1.5', undefined],
    ['1 234,56', '1 234,56', '1234.56'],
    ['1 234,56', '1\u00a0234\u202f567,8', '1234567.8'],
    ['1 234,56', '1 23,5', undefined],
  ])('reads as %s %j: %j', (number, value, stored) => {
    expect(convert('Number', 'Text', value, number && { number })).toEqual(stored ?? misfit);
  });

  it('takes numbers of the directory as they are, whatever the row says of texts', () => {
    expect(convert('Number', 'Number', '1234.5', { number: '1.234,56' })).toBe('1234.5');
  });

  it('names the accepted format', () => {
    expect(convert('Number', 'Text', 'twelve')).toMatchObject({ says: 'is not a number in the format 1,234.56' });
  });
});

describe('Currency', () => {
  it.each<[RowFormat['number'], string, string | undefined]>([
    [undefined, '1,234.50', '1234.5'],
    [undefined, '1,234.50 EUR', '1234.5 EUR'],
    [undefined, 'USD -7', '-7 USD'],
    ['1.234,56', '1.234,56 EUR', '1234.56 EUR'],
    ['1 234,56', '1 234,56 CHF', '1234.56 CHF'],
    [undefined, 'USD 7 EUR', undefined],
    [undefined, '$7', undefined],
    [undefined, '7 eur', undefined],
    [undefined, '7EUR', undefined],
    [undefined, 'EUR', undefined],
    [undefined, '7 euros', undefined],
  ])('reads as %s %j: %j', (number, value, stored) => {
    expect(convert('Currency', 'Text', value, number && { number })).toEqual(stored ?? misfit);
  });
});

describe('Yes/No', () => {
  it.each([
    ['Yes', 'true'],
    ['TRUE', 'true'],
    [' no ', 'false'],
    ['false', 'false'],
    ['y', undefined],
    ['1', undefined],
    ['yes, please', undefined],
  ])('reads %j: %j', (value, stored) => {
    expect(convert('Yes/No', 'Text', value)).toEqual(stored ?? misfit);
  });

  it.each([
    ['ja', 'true'],
    ['NEIN', 'false'],
    ['yes', undefined],
  ])('reads %j by the words of the row: %j', (value, stored) => {
    expect(convert('Yes/No', 'Text', value, { yes: ['Ja'], no: ['nein '] })).toEqual(stored ?? misfit);
  });

  it.each([
    [true, 'true'],
    [false, 'false'],
  ])('takes %j of the directory, whatever the words of the row', (value, stored) => {
    expect(convert('Yes/No', 'Boolean', String(value), { yes: ['ja'], no: ['nein'] })).toBe(stored);
  });
});

describe('Dropdown', () => {
  const options = ['Engineering', 'Sales', 'Zoë’s team'];
  const format: RowFormat = { options: [{ value: ' Eng', option: 'Engineering' }] };

  it.each([
    ['Sales', 'Sales'],
    [' Sales ', 'Sales'],
    ['Zoe\u0308’s team', 'Zoë’s team'],
    ['Eng', 'Engineering'],
  ])('stores for %j the option %j', (value, stored) => {
    expect(convert('Dropdown', 'Text', value, format, options)).toBe(stored);
  });

  it.each(['sales', 'Sale', 'constructor', 'x'.repeat(1_000_000)])('does not guess an option', (value) => {
    expect(convert('Dropdown', 'Text', value, format, options)).toMatchObject({
      code: 'not-an-option',
      says: 'is not an option of the field (Engineering, Sales, Zoë’s team)',
    });
  });
});

describe('User', () => {
  it('is the object id of the person in the directory', () => {
    expect(reader('User')({ id: 'cy', name: 'Cy Chief' })).toBe('cy');
  });

  it.each([null, undefined, 'Cy Chief', ['cy'], 7])('reads nobody from %j', (value) => {
    expect(reader('User')(value)).toBe('');
  });
});

describe('Date & time', () => {
  it.each<[RowFormat['date'], string, string | undefined]>([
    [undefined, '06/06/2019 14:30', '2019-06-06T14:30:00+00:00'],
    [undefined, '29/02/2020 23:59:59', '2020-02-29T23:59:59+00:00'],
    ['YYYY-MM-DD', '2019-12-31 00:00', '2019-12-31T00:00:00+00:00'],
    [undefined, '06/06/2019', undefined],
    [undefined, '06/06/2019 24:00', undefined],
    [undefined, '06/06/2019 2:30 pm', undefined],
    [undefined, '06/06/2019 14:30 CET', undefined],
    [undefined, '31/04/2019 14:30', undefined],
    [undefined, 'June sixth', undefined],
  ])('reads as %s %j: %j', (date, value, stored) => {
    expect(convert('Date & time', 'Text', value, date && { date })).toEqual(stored ?? misfit);
  });

  it.each([
    ['2019-06-06T14:30:00Z', '2019-06-06T14:30:00+00:00'],
    ['2019-12-31T23:59:59.9999999Z', '2019-12-31T23:59:59+00:00'],
    ['2020-01-01T00:30:00+01:00', '2019-12-31T23:30:00+00:00'],
    ['2019-06-06', undefined],
    ['2019-02-29T00:00:00Z', undefined],
    ['9999-12-31T23:30:00-05:00', undefined],
    ['2019-06-06T00:00:00+99:00', undefined],
  ])('makes of an ISO %j %j', (value, stored) => {
    expect(convert('Date & time', 'DateTime', value)).toEqual(stored ?? misfit);
  });

  it('names the accepted format', () => {
    expect(convert('Date & time', 'Text', 'soon')).toMatchObject({
      says: 'is not a date and time (UTC) in the format DD/MM/YYYY HH:MM, such as 06/06/2019 14:30',
    });
  });
});

describe('Email', () => {
  it.each([
    ['ana@contoso.example', 'ana@contoso.example'],
    [' Ana.O’Brien@Contoso.Example ', undefined],
    ["Ana.O'Brien+tag@Mail.Contoso.Example", "ana.o'brien+tag@mail.contoso.example"],
    ['JÖRG@contoso.example', 'jörg@contoso.example'],
    ['a@b-c.xn--p1ai', 'a@b-c.xn--p1ai'],
    [`${'x'.repeat(64)}@contoso.example`, `${'x'.repeat(64)}@contoso.example`],
    [`${'x'.repeat(65)}@contoso.example`, undefined],
    [`a@${'x'.repeat(63)}.example`, `a@${'x'.repeat(63)}.example`],
    [`a@${'x'.repeat(64)}.example`, undefined],
    [`a@${'x.'.repeat(126)}example`, undefined],
    ['ana', undefined],
    ['ana@contoso', undefined],
    ['@contoso.example', undefined],
    ['ana@', undefined],
    ['ana@@contoso.example', undefined],
    ['ana smith@contoso.example', undefined],
    ['.ana@contoso.example', undefined],
    ['ana.@contoso.example', undefined],
    ['a..na@contoso.example', undefined],
    ['ana@-contoso.example', undefined],
    ['ana@contoso-.example', undefined],
    ['ana@contoso..example', undefined],
    ['ana@192.168.1.1', undefined],
    ['Ana <ana@contoso.example>', undefined],
    ['ana@contoso.example\nbcc: eve@evil.example', undefined],
  ])('makes of %j %j', (value, stored) => {
    const expected = stored ?? { code: 'wrong-format', says: 'is not an email address, such as ana@example.com' };

    expect(convert('Email', 'Text', value)).toEqual(expected);
  });

  it('knows the address Azure AD makes up for a guest', () => {
    expect(convert('Email', 'Text', 'bo_example.org#Ext#@contoso.example')).toBe(guestAddress);
  });
});

describe('Date', () => {
  it.each([
    ['06/06/2019', '2019-06-06'],
    [' 31/12/1999 ', '1999-12-31'],
    ['29/02/2020', '2020-02-29'],
    ['29/02/2000', '2000-02-29'],
    ['29/02/2019', undefined],
    ['29/02/1900', undefined],
    ['31/04/2019', undefined],
    ['12/31/2019', undefined],
    ['00/06/2019', undefined],
    ['06/00/2019', undefined],
    ['6/6/2019', undefined],
    ['06/06/19', undefined],
    ['06.06.2019', undefined],
    ['2019-06-06', undefined],
    ['06/06/0000', undefined],
    ['٠٦/٠٦/٢٠١٩', undefined],
    ['June sixth', undefined],
  ])('makes of a written %j %j', (value, stored) => {
    expect(convert('Date', 'Text', value)).toEqual(stored ?? misfit);
  });

  it.each<[RowFormat['date'], string, string | undefined]>([
    ['MM/DD/YYYY', '12/31/2019', '2019-12-31'],
    ['MM/DD/YYYY', '31/12/2019', undefined],
    ['YYYY-MM-DD', '2019-12-31', '2019-12-31'],
    ['YYYY-MM-DD', '2019-12-31T00:00:00Z', undefined],
    ['DD.MM.YYYY', '31.12.2019', '2019-12-31'],
    ['DD.MM.YYYY', '31/12/2019', undefined],
  ])('reads dates as the row says, %s: %j', (date, value, stored) => {
    expect(convert('Date', 'Text', value, date && { date })).toEqual(stored ?? misfit);
  });

  it('names the format of the row', () => {
    expect(convert('Date', 'Text', 'June sixth', { date: 'YYYY-MM-DD' })).toMatchObject({
      says: 'is not a date in the format YYYY-MM-DD, such as 2019-06-06',
    });
  });

  it.each([
    ['2019-06-06', '2019-06-06'],
    ['2019-06-06T00:00:00Z', '2019-06-06'],
    ['2019-06-06T23:59:59.9999999Z', '2019-06-06'],
    ['2019-06-06T23:30:00-05:00', '2019-06-07'],
    ['2020-03-01T00:30:00+01:00', '2020-02-29'],
    ['2019-02-29T00:00:00Z', undefined],
    ['2019-13-01', undefined],
    ['2019-06-06T24:00:00Z', undefined],
    ['2019-06-06T00:00:00', undefined],
    // How .NET writes a date that was never set.
    ['0001-01-01T00:00:00Z', undefined],
    ['06/06/2019', undefined],
    ['2019-06-06T00:00:00+99:00', undefined],
  ])('makes of an ISO %j %j', (value, stored) => {
    expect(convert('Date', 'DateTime', value)).toEqual(stored ?? misfit);
  });
});
