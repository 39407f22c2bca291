import type { MappingRow, Problem, SourceAttribute, UserField } from '@rollcall/contracts';
import { cleanText, converterFor, isSyncable, type SyncableField, type SyncableType } from './convert-value.js';
import { quote, type ReadyRow, type ReadySource, shortName, sourceNames } from './map-row.js';

export interface Catalogues {
  attributes: ReadonlyMap<string, SourceAttribute>;
  fields: ReadonlyMap<string, UserField>;
}

/** A row that can be carried out, or all that keeps it from it. */
type CompiledRow = { ok: true; row: ReadyRow } | { ok: false; problems: Problem[] };

type Report = (code: string, message: string) => void;

export function compileRow(row: MappingRow, index: number, { attributes, fields }: Catalogues): CompiledRow {
  const problems: Problem[] = [];
  const report: Report = (code, message) => problems.push({ code, message, row: index });
  const field = fields.get(row.target);
  if (!field) report('unknown-field', unknownField(row.target));
  else if (!isSyncable(field)) report('field-type-not-supported', notSupported(field));

  const target = field && isSyncable(field) ? field : undefined;
  const sources = compileSources(row, target, attributes, report);
  const preset = target ? compileDefault(row.default ?? '', target, report) : null;
  return target && problems.length === 0
    ? { ok: true, row: { field: target, sources, default: preset } }
    : { ok: false, problems };
}

/** Says of every source whether it is there, and of those that are whether the field can take their values. */
function compileSources(
  row: MappingRow,
  field: SyncableField | undefined,
  attributes: Catalogues['attributes'],
  report: Report,
): ReadySource[] {
  return sourceNames(row).flatMap((name, position, names) => {
    const attribute = attributes.get(name);
    if (names.indexOf(name) < position) report('attribute-repeated', repeated(name));
    else if (!attribute) report('unknown-attribute', unknownAttribute(name, position));
    else if (field) {
      const convert = converterFor(field.type, attribute);
      if (convert) return { attribute: name, convert };
      report('data-type-mismatch', mismatch(attribute, field));
    }
    return [];
  });
}

/** A default is typed in, like the value of a free-form attribute. */
function compileDefault(typed: string, field: SyncableField, report: Report): string | null {
  const text = cleanText(typed);
  if (text === '') return null;
  if (field.type === 'Email') {
    report('default-not-allowed', sharedAddress(field));
    return null;
  }
  const stored = converterFor(field.type, { type: 'Text', freeForm: true })?.(text);
  if (typeof stored === 'object') report('default-wrong-format', wrongDefault(text, stored.says, field));
  return typeof stored === 'string' ? stored : null;
}

function unknownField(id: string): string {
  return `There is no user field ${quote(id)}; it may have been removed. Choose another field, or remove the row.`;
}

function notSupported(field: UserField): string {
  return (
    `${field.name} is a ${field.type} field. Fields of this type can't be synced yet; ` +
    `Text, Email and Date fields can. Remove the row.`
  );
}

function unknownAttribute(name: string, position: number): string {
  const mend = position === 0 ? 'Choose another attribute, or remove the row.' : 'Choose another fallback, or none.';
  return `There is no attribute ${quote(name)} to read from Azure AD. ${mend}`;
}

function repeated(name: string): string {
  return (
    `${shortName(name)} is tried twice in this row. A fallback helps where the attributes before it are empty: ` +
    `choose another one, or none.`
  );
}

const mends: Record<SyncableType, string> = {
  Text: 'Choose an attribute that holds text, or a field of the same type.',
  Email: 'Choose an attribute that holds email addresses, such as mail.',
  Date: 'Choose an attribute that holds dates, such as employeeHireDate, or an extension attribute, or a Text field.',
};

function mismatch(attribute: SourceAttribute, { name, type }: SyncableField): string {
  return (
    `Data type mismatch: ${shortName(attribute.name)} is of type ${attribute.type}, ` +
    `and ${name} is a ${type} field. ${mends[type]}`
  );
}

function sharedAddress(field: UserField): string {
  return `A default would give several people the same ${field.name}. Clear the default, and add a fallback instead.`;
}

function wrongDefault(preset: string, says: string, field: UserField): string {
  return `The default ${quote(preset)} ${says}, as ${field.name} needs it. Correct the default, or clear it.`;
}
