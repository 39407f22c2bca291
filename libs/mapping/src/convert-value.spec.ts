import type { AttributeType } from '@rollcall/contracts';
import { cleanText, converterFor, guestAddress, type SyncableType, textOf } from './convert-value.js';

const convert = (type: SyncableType, from: AttributeType, value: string) =>
  converterFor(type, { type: from, freeForm: true })?.(cleanText(value));

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
  ])('reads %j as “%s”', (value, text) => {
    expect(textOf(value)).toBe(text);
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
    expect(convert('Date', 'Text', value)).toEqual(stored ?? expect.objectContaining({ code: 'wrong-format' }));
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
  ])('makes of an ISO %j %j', (value, stored) => {
    expect(convert('Date', 'DateTime', value)).toEqual(stored ?? expect.objectContaining({ code: 'wrong-format' }));
  });
});
