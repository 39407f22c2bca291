import type { AttributeValue, DirectoryUser, MappingRow, RejectReason, UserField } from '@rollcall/contracts';
import { cleanText, textOf } from './clean-text.js';
import { guestAddress } from './convert-value.js';
import type { Convert, Fault } from './fault.js';

export interface ReadySource {
  attribute: string;
  convert: Convert;
}

/** A mapping row that can be carried out: its sources in the order they are tried. */
export interface ReadyRow {
  field: UserField;
  read: (value: AttributeValue | undefined) => string;
  sources: ReadySource[];
  default: string | null;
}

/**
 * What Kissflow stores for a row: the first source with a value wins, then the default. A value that doesn't fit is
 * an answer, not a reason to try the next source: it is to be corrected, not covered up.
 */
export function mapRow(row: ReadyRow, user: DirectoryUser): string | null | RejectReason {
  let guestSource: string | undefined;
  for (const { attribute, convert } of row.sources) {
    const text = row.read(user.attributes[attribute]);
    if (text === '') continue;
    const stored = convert(text);
    if (typeof stored === 'string') return stored;
    if (stored !== guestAddress) return misfit(row.field, attribute, text, stored);
    guestSource = attribute;
  }
  if (row.default !== null || !row.field.required) return row.default;
  return guestSource === undefined ? missing(row) : withoutEmail(row.field, guestSource);
}

/** What the directory has for these attributes: the first value that isn't blank, as it stands there; cut if endless. */
export function sourceValue(attributes: readonly string[], user: DirectoryUser): string | null {
  for (const attribute of attributes) {
    const text = textOf(user.attributes[attribute]);
    if (cleanText(text) !== '') return text.length > 1024 ? `${text.slice(0, 1024)}…` : text;
  }
  return null;
}

/** The attributes of a row in the order they are tried. */
export function sourceNames(row: MappingRow): string[] {
  return [row.source, ...(row.fallbacks ?? [])];
}

/** A default address would be everybody's, and a default person nobody's choice. */
export const allowsDefault = ({ type }: UserField): boolean => type !== 'Email' && type !== 'User';

/** The name people know an attribute by: `onPremisesExtensionAttributes.extensionAttribute4` is their extensionAttribute4. */
export function shortName(attribute: string): string {
  return attribute.slice(attribute.lastIndexOf('.') + 1);
}

/** A value in quotation marks, cut to what fits into a sentence. */
export function quote(text: string): string {
  return `“${excerpt(text)}”`;
}

function excerpt(text: string): string {
  const shown = Array.from(text.slice(0, 200)).slice(0, 80).join('');
  return shown.length < text.length ? `${shown}…` : shown;
}

function misfit(field: UserField, attribute: string, text: string, fault: Fault): RejectReason {
  return {
    code: fault.code,
    field: field.id,
    attribute,
    value: excerpt(text),
    message:
      `${quote(text)} ${fault.says}. ` +
      `Correct it in Azure AD (${shortName(attribute)}), ` +
      `${fault.mend ?? `or map ${field.name} from another attribute`}.`,
  };
}

function missing({ field, sources }: ReadyRow): RejectReason {
  const names = sources.map((source) => shortName(source.attribute));
  const are = names.length === 1 ? 'is' : 'are';
  const cover = allowsDefault(field) ? 'a fallback or a default' : 'a fallback';
  return {
    code: 'value-missing',
    field: field.id,
    attribute: sources[0]?.attribute,
    message:
      `${field.name} has no value: ${names.join(' and ')} ${are} empty. ` +
      `Fill it in Azure AD, or add ${cover} for ${field.name} to the mapping.`,
  };
}

function withoutEmail(field: UserField, attribute: string): RejectReason {
  return {
    code: 'guest-without-email',
    field: field.id,
    attribute,
    message:
      `This guest has no email address of their own: ${shortName(attribute)} holds the name Azure AD made up for them. ` +
      `Fill in their email address (mail) in Azure AD, or leave guests out of the sync.`,
  };
}
