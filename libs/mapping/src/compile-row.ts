import type { FieldType, MappingRow, Problem, SourceAttribute, UserField } from '@rollcall/contracts';
import { cleanText } from './clean-text.js';
import { converterFor, listOf, noWords, reader, yesWords } from './convert-value.js';
import { allowsDefault, quote, type ReadyRow, type ReadySource, shortName, sourceNames } from './map-row.js';

export interface Catalogues {
  attributes: ReadonlyMap<string, SourceAttribute>;
  fields: ReadonlyMap<string, UserField>;
  permissions: readonly string[] | undefined;
}

/** A row that can be carried out, or all that keeps it from it. */
type CompiledRow = { ok: true; row: ReadyRow } | { ok: false; problems: Problem[] };

type Report = (code: string, message: string) => void;

export function compileRow(
  row: MappingRow,
  index: number,
  { attributes, fields, permissions }: Catalogues,
): CompiledRow {
  const problems: Problem[] = [];
  const report: Report = (code, message) => problems.push({ code, message, row: index });
  const field = fields.get(row.target);
  if (!field) report('unknown-field', unknownField(row.target));
  else checkFormat(row, field, report);
  const sources = compileSources(row, field, attributes, report);
  for (const name of new Set(sourceNames(row))) {
    const attribute = attributes.get(name);
    if (attribute && !isReadable(attribute, permissions)) report('permission-missing', notPermitted(attribute));
  }
  const preset = field ? compileDefault(row, field, report) : null;
  return field && problems.length === 0
    ? { ok: true, row: { field, read: reader(field.type), sources, default: preset } }
    : { ok: false, problems };
}

/** Whether an attribute is there, and may be read as far as is known. */
export function isReadable(
  attribute: SourceAttribute | undefined,
  permissions: readonly string[] | undefined,
): boolean {
  if (attribute?.permission === undefined || !permissions) return attribute !== undefined;
  return permissions.includes(attribute.permission);
}

/** Judges what the row says of how its texts are written, as far as its field needs it. */
function checkFormat({ format = {} }: MappingRow, field: UserField, report: Report): void {
  if (field.type === 'Yes/No') {
    const no = new Set(noWords(format));
    const both = yesWords(format).filter((word) => no.has(word));
    if (both.length > 0) report('yes-no-ambiguous', ambiguous(both, field));
  }
  if (field.type !== 'Dropdown') return;
  const { options: offered = [] } = field;
  if (offered.length === 0) report('dropdown-without-options', withoutOptions(field));
  const stands = new Map<string, string>();
  for (const { value, option } of format.options ?? []) {
    if (!offered.includes(option)) report('unknown-option', unknownOption(option, field));
    else if ((stands.get(cleanText(value)) ?? option) !== option)
      report('value-mapped-twice', twoOptions(value, field));
    stands.set(cleanText(value), option);
  }
}

/** Says of every source whether it is there, and of those that are whether the field can take their values. */
function compileSources(
  row: MappingRow,
  field: UserField | undefined,
  attributes: Catalogues['attributes'],
  report: Report,
): ReadySource[] {
  return sourceNames(row).flatMap((name, position, names) => {
    const attribute = attributes.get(name);
    if (names.indexOf(name) < position) report('attribute-repeated', repeated(name));
    else if (!attribute) report('unknown-attribute', unknownAttribute(name, position));
    else if (field) {
      const convert = converterFor({ field, format: row.format }, attribute);
      if (convert) return { attribute: name, convert };
      report('data-type-mismatch', mismatch(attribute, field));
    }
    return [];
  });
}

/** A default is typed in, like the value of a free-form attribute. */
function compileDefault(row: MappingRow, field: UserField, report: Report): string | null {
  const text = reader(field.type === 'User' ? 'Text' : field.type)(row.default);
  if (text === '') return null;
  if (!allowsDefault(field)) {
    report('default-not-allowed', sharedDefault(field));
    return null;
  }
  const stored = converterFor({ field, format: row.format }, { type: 'Text', freeForm: true })?.(text);
  if (typeof stored === 'object') report('default-wrong-format', wrongDefault(text, stored.says, field));
  return typeof stored === 'string' ? stored : null;
}

function unknownField(id: string): string {
  return `There is no user field ${quote(id)}; it may have been removed. Choose another field, or remove the row.`;
}

function unknownAttribute(name: string, position: number): string {
  const mend = position === 0 ? 'Choose another attribute, or remove the row.' : 'Choose another fallback, or none.';
  return `There is no attribute ${quote(name)} to read from Azure AD. ${mend}`;
}

function notPermitted({ name, permission }: SourceAttribute): string {
  return (
    `Reading ${shortName(name)} needs the permission ${permission}, which Azure AD has not granted. ` +
    `Add it to the app registration and sign in again, or remove the row.`
  );
}

function repeated(name: string): string {
  return (
    `${shortName(name)} is tried twice in this row. A fallback helps where the attributes before it are empty: ` +
    `choose another one, or none.`
  );
}

const mends: Record<FieldType, string> = {
  Text: 'Choose an attribute that holds text, or a field of the same type.',
  'Text area': 'Choose an attribute that holds text, or a field of the same type.',
  Email: 'Choose an attribute that holds email addresses, such as mail.',
  Number: 'Choose an attribute that holds numbers, such as employeeId, or an extension attribute, or a Text field.',
  Currency: 'Choose an extension attribute that holds amounts, or a Text field.',
  'Yes/No': 'Choose an attribute that holds yes or no, such as accountEnabled, or an extension attribute.',
  Dropdown: 'Choose an attribute that holds one text, such as department.',
  Date: 'Choose an attribute that holds dates, such as employeeHireDate, or an extension attribute, or a Text field.',
  'Date & time':
    'Choose an attribute that holds dates with a time, such as createdDateTime, or an extension attribute, or a Text field.',
  User: 'Choose an attribute that holds a person, such as manager.',
};

function mismatch(attribute: SourceAttribute, { name, type }: UserField): string {
  return (
    `Data type mismatch: ${shortName(attribute.name)} is of type ${attribute.type}, ` +
    `and ${name} is a ${type} field. ${mends[type]}`
  );
}

function sharedDefault({ name, type }: UserField): string {
  const same = type === 'User' ? `one and the same ${name}` : `the same ${name}`;
  return `A default would give several people ${same}. Clear the default, and add a fallback instead.`;
}

function wrongDefault(preset: string, says: string, field: UserField): string {
  return `The default ${quote(preset)} ${says}, as ${field.name} needs it. Correct the default, or clear it.`;
}

function ambiguous(words: string[], { name }: UserField): string {
  return `${words.map(quote).join(' and ')} can't mean both yes and no in ${name}. Remove it from one of the two lists.`;
}

function withoutOptions({ name }: UserField): string {
  return `${name} is a dropdown without options, so that no value would fit. Add its options to the field, or remove the row.`;
}

function unknownOption(option: string, { name, options = [] }: UserField): string {
  return `${quote(option)} is not an option of ${name} (${listOf(options)}). Choose one of them, or add it to the field.`;
}

function twoOptions(value: string, { name }: UserField): string {
  return `${quote(value)} stands for two different options of ${name}. Keep one of them.`;
}
