import type { AttributeType, AttributeValue, RowFormat, SourceAttribute, UserField } from '@rollcall/contracts';
import { cleanLines, cleanText, textOf } from './clean-text.js';
import { convertIsoDate, convertIsoDateTime, writtenDateConverter, writtenDateTimeConverter } from './convert-date.js';
import { amountConverter, writtenNumberConverter } from './convert-number.js';
import type { Convert, Fault } from './fault.js';

/** A field and how the texts of its row are written. */
export interface Target {
  field: Pick<UserField, 'type' | 'options'>;
  format?: RowFormat | undefined;
}

const notAnAddress: Fault = { code: 'wrong-format', says: 'is not an email address, such as ana@example.com' };

/** A guest's user principal name is made up by Azure AD, e.g. `bo_example.org#EXT#@contoso.com`; no mail reaches it. */
export const guestAddress: Fault = { code: 'guest-without-email', says: 'is no address a guest can be reached at' };

const asText: ReadonlySet<AttributeType> = new Set(['Text', 'Text list', 'Number']);

/** How values of an attribute get into a field; undefined where the two types don't agree. */
export function converterFor(
  { field, format = {} }: Target,
  attribute: Pick<SourceAttribute, 'type' | 'freeForm'>,
): Convert | undefined {
  const isWritten = attribute.type === 'Text' && attribute.freeForm;
  const { date = 'DD/MM/YYYY', number = '1,234.56' } = format;
  switch (field.type) {
    case 'Text':
      return asText.has(attribute.type) ? convertText : undefined;
    case 'Text area':
      return asText.has(attribute.type) ? convertTextArea : undefined;
    case 'Email':
      return attribute.type === 'Text' ? convertEmail : undefined;
    case 'Dropdown':
      return attribute.type === 'Text' || attribute.type === 'Number' ? optionConverter(field, format) : undefined;
    case 'Number':
      if (attribute.type === 'Number') return writtenNumberConverter('1,234.56');
      return isWritten ? writtenNumberConverter(number) : undefined;
    case 'Currency':
      if (attribute.type === 'Number') return amountConverter('1,234.56');
      return isWritten ? amountConverter(number) : undefined;
    case 'Yes/No':
      if (attribute.type === 'Boolean') return yesNoConverter({});
      return isWritten ? yesNoConverter(format) : undefined;
    case 'Date':
      if (attribute.type === 'Date' || attribute.type === 'DateTime') return convertIsoDate;
      return isWritten ? writtenDateConverter(date) : undefined;
    case 'Date & time':
      if (attribute.type === 'DateTime') return convertIsoDateTime;
      return isWritten ? writtenDateTimeConverter(date) : undefined;
    case 'User':
      return attribute.type === 'User' ? (id) => id : undefined;
  }
}

/** What of a value goes into a field of a type, as text; empty where there is none. */
export function reader(type: UserField['type']): (value: AttributeValue | undefined) => string {
  if (type === 'User') return idOf;
  const clean = type === 'Text area' ? cleanLines : cleanText;
  return (value) => clean(textOf(value));
}

/** As many options as a sentence bears. */
export const listOf = (options: readonly string[]): string =>
  options.length > 5 ? `${options.slice(0, 5).join(', ')}, …` : options.join(', ');

/** Words as they are compared. */
const fold = (word: string): string => cleanText(word).toLowerCase();

export const yesWords = ({ yes = ['yes', 'true'] }: RowFormat): string[] => yes.map(fold);
export const noWords = ({ no = ['no', 'false'] }: RowFormat): string[] => no.map(fold);

function idOf(value: AttributeValue | undefined): string {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value.id : '';
}

const tooLong = (most: string): Fault => ({ code: 'too-long', says: `is longer than ${most} characters` });

const longText = tooLong('1,024');
function convertText(text: string): string | Fault {
  return text.length > 1024 ? longText : text;
}

const longTextArea = tooLong('4,096');
function convertTextArea(text: string): string | Fault {
  return text.length > 4096 ? longTextArea : text;
}

// Dots only between other characters; a domain of two labels or more, the last of them not a number.
const address =
  /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@([a-z\d]([a-z\d-]{0,61}[a-z\d])?\.)+[a-z]([a-z\d-]{0,61}[a-z\d])$/u;

/** Lower case, so that one address is one text. Lengths are those of https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1. */
function convertEmail(text: string): string | Fault {
  if (text.length > 254) return notAnAddress;
  const email = text.toLowerCase();
  if (email.includes('#ext#')) return guestAddress;
  const isAddress = email.length <= 254 && email.indexOf('@') <= 64 && address.test(email);
  return isAddress ? email : notAnAddress;
}

function yesNoConverter(format: RowFormat): Convert {
  const yes = yesWords(format);
  const no = noWords(format);
  const says = `means neither yes (${yes.join(', ')}) nor no (${no.join(', ')})`;
  const fault: Fault = { code: 'wrong-format', says, mend: 'or add it to the words of the row' };
  return (text) => {
    const word = text.toLowerCase();
    if (yes.includes(word)) return 'true';
    return no.includes(word) ? 'false' : fault;
  };
}

function optionConverter({ options = [] }: Target['field'], { options: written = [] }: RowFormat): Convert {
  const stored = new Map(options.map((option) => [cleanText(option), option]));
  for (const { value, option } of written) stored.set(cleanText(value), option);
  const fault: Fault = {
    code: 'not-an-option',
    says: `is not an option of the field (${listOf(options)})`,
    mend: 'or say in the row which option it stands for, or add it to the field',
  };
  return (text) => stored.get(text) ?? fault;
}
