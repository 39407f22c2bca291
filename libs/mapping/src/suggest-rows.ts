import type { MappingRow, SourceAttribute, SuggestedRow, UserField } from '@rollcall/contracts';
import { converterFor } from './convert-value.js';
import { shortName } from './map-row.js';
import { startingRows } from './starting-rows.js';

const most = 5;

/** What Kissflow's fields are commonly called where Azure AD has another word, by attribute. */
const otherWords: Record<string, readonly string[]> = {
  jobTitle: ['designation', 'title', 'position', 'role'],
  employeeHireDate: ['joining date', 'date of joining', 'joined on', 'hire date', 'start date'],
  employeeLeaveDateTime: ['leaving date', 'last working day', 'exit date', 'end date'],
  employeeId: ['employee number', 'staff id', 'personnel number'],
  employeeType: ['employment type', 'worker type'],
  department: ['dept', 'team'],
  companyName: ['company', 'organization', 'employer'],
  officeLocation: ['office', 'location', 'site', 'branch'],
  'employeeOrgData.costCenter': ['cost centre'],
  'employeeOrgData.division': ['business unit'],
  mobilePhone: ['phone', 'phone number', 'mobile', 'cell phone'],
  businessPhones: ['phone', 'work phone', 'office phone'],
  mailNickname: ['nickname', 'alias'],
  otherMails: ['private email', 'secondary email'],
  manager: ['supervisor', 'reports to', 'reporting manager'],
  streetAddress: ['address', 'street'],
  postalCode: ['zip code', 'postcode'],
  country: ['country'],
  preferredLanguage: ['language'],
};

/** Rows that could fill a field, the likeliest first. A proposal to accept or not: nothing of it takes effect by itself. */
export function suggestRows(field: UserField, attributes: readonly SourceAttribute[]): SuggestedRow[] {
  const starting = startingRows.find(({ target }) => target === field.id);
  if (starting) return [{ row: starting, why: `${field.name} is filled like this in every mapping to begin with.` }];
  return attributes
    .map((attribute) => ({ attribute, likeness: likenessOf(field, attribute) }))
    .filter(({ attribute, likeness }) => likeness > 0 && converterFor({ field }, attribute) !== undefined)
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, most)
    .map(({ attribute }) => ({ row: rowOf(field, attribute), why: reasonOf(field, attribute) }));
}

const rowOf = (field: UserField, attribute: SourceAttribute): MappingRow => ({
  source: attribute.name,
  target: field.id,
  syncUpdates: true,
});

function reasonOf({ name, type }: UserField, attribute: SourceAttribute): string {
  const fits = attribute.type === 'Text' && attribute.freeForm ? 'can hold' : 'holds';
  return `${attribute.label} (${shortName(attribute.name)}) has a like meaning and ${fits} what a ${type} field takes: check that it is ${name}.`;
}

/** From 0, nothing in common, to 1, the same name. */
function likenessOf(field: UserField, { name, label }: SourceAttribute): number {
  const names = [field.name, field.id].map(wordsOf);
  const theirs = [label, shortName(name), ...(otherWords[name] ?? [])].map(wordsOf);
  return Math.max(...names.flatMap((mine) => theirs.map((other) => shareOf(mine, other))));
}

/** Words they share, of all the words they have; not worth a proposal below a half. */
function shareOf(mine: readonly string[], other: readonly string[]): number {
  const shared = mine.filter((word) => other.includes(word)).length;
  const share = shared / new Set([...mine, ...other]).size;
  return share >= 0.5 ? share : 0;
}

/** `employeeHireDate`, `Employee hire date` and `Employee_hire_date` are the same words. */
function wordsOf(name: string): string[] {
  const apart = name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase();
  return [...new Set(apart.match(/[\p{L}\p{N}]+/gu) ?? [])];
}
