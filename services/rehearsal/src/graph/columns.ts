import type { Json, Person, Resource } from '../tenant/person.js';
import { unknownProperty } from './graph-error.js';
import { propertyType } from './graph-types.js';

export type EntityName =
  'user' | 'group' | 'organization' | 'device' | 'orgContact' | 'servicePrincipal' | 'directoryRole';

/** A property as it stands in an answer: the name already in JSON, and what an empty one looks like. */
export interface Column {
  readonly name: string;
  readonly label: string;
  readonly empty: string;
}

const DIRECTORY_EXTENSION = /^extension_[0-9a-f]{32}_\w+$/;

export function hasProperty(entity: EntityName, property: string): boolean {
  return propertyType(entity, property) !== undefined || DIRECTORY_EXTENSION.test(property);
}

/** The columns for some properties of an entity; refuses what the schema doesn't know. */
export function columnsOf(entity: EntityName, properties: readonly string[]): Column[] {
  return [...new Set(properties)].map((name) => {
    if (!hasProperty(entity, name)) throw unknownProperty(name, entity);
    return { name, label: `${JSON.stringify(name)}:`, empty: emptyOf(propertyType(entity, name)) };
  });
}

/** What stands for no value: null, unless the schema doesn't allow it. */
function emptyOf(type: string | undefined): string {
  if (!type?.endsWith('!')) return 'null';
  if (type.endsWith('[]!')) return '[]';
  return type === 'DateTimeOffset!' ? '"0001-01-01T00:00:00Z"' : '0';
}

/** One record as JSON text, written by hand because a page has ten thousand values. */
export function writeRow(id: string, properties: Resource, columns: readonly Column[], prefix = ''): string {
  const parts = prefix === '' ? [] : [prefix];
  for (const { name, label, empty } of columns) {
    const value: Json | undefined = name === 'id' ? id : properties[name];
    parts.push(label + (value === undefined || value === null ? empty : JSON.stringify(value)));
  }
  return `{${parts.join(',')}}`;
}

/** Soft-deleted people have a date of deletion; everybody else has null there. */
export function propertiesOf(person: Person): Resource {
  return person.deletedDateTime === undefined
    ? person.properties
    : { ...person.properties, deletedDateTime: person.deletedDateTime };
}
