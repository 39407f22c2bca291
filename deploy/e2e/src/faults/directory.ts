import type { MappingRow, Scope } from '@rollcall/contracts';
import type { DirectoryPerson } from '../testing/rehearsal.client.js';
import type { Values } from './kissflow.js';

/** What is true in a tenant at one moment. */
export interface Directory {
  domains: readonly string[];
  /** In the order in which the tenant lists them. */
  present: readonly DirectoryPerson[];
  /** Ids of those who can still be restored. */
  deleted: ReadonlySet<string>;
  /** Ids of managers who are no people of the tenant. */
  contacts: ReadonlySet<string>;
  /** Groups that are there, with their people, by id; those of nested groups too. */
  groups: ReadonlyMap<string, { name: string; people: readonly string[] }>;
}

/** Everybody once; of chosen groups in the order of the groups. */
export function peopleInScope(
  { present, groups }: Directory,
  { users, userGroups }: Scope,
): readonly DirectoryPerson[] {
  if (users === 'all') return present;
  const ids = new Set(userGroups.flatMap(({ id }) => groups.get(id)?.people ?? []));
  const known = new Map(present.map((person) => [person.id, person]));
  return [...ids].flatMap((id) => known.get(id) ?? []);
}

const mandatory = ['FirstName', 'LastName', 'Email'];
const invitedFromElsewhere = '#ext#';

/** Values by field, or nothing if a mandatory one is missing. */
export function mapPerson(
  person: DirectoryPerson,
  rows: readonly MappingRow[],
  { present, contacts }: Directory,
): Values | undefined {
  const isThere = (id: string | null) => id !== null && (contacts.has(id) || present.some((other) => other.id === id));
  const values: Values = {};
  for (const { source, fallbacks = [], target } of rows) {
    const read = (name: string) => (name === 'manager' ? isThere(person.managerId) && person.managerId : person[name]);
    const found = [source, ...fallbacks].map((name) => valueOf(read(name), target)).find((value) => value !== null);
    values[target] = found ?? null;
  }
  return mandatory.some((field) => values[field] === null) ? undefined : values;
}

function valueOf(value: unknown, target: string): string | null {
  if (typeof value !== 'string' || value.trim() === '') return null;
  if (target === 'Email') return value.toLowerCase().includes(invitedFromElsewhere) ? null : value.trim().toLowerCase();
  // Graph's dates are midnight in UTC.
  return target === 'Joining_date' ? value.slice(0, 10) : value.trim().normalize('NFC');
}
