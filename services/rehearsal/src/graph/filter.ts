import { textOf } from '../tenant/person.js';
import type { Json, Resource } from '../tenant/person.js';
import type { EntityName } from './columns.js';
import { hasProperty } from './columns.js';
import { badRequest, needsEventual, unknownProperty } from './graph-error.js';
import type { Query } from './query.js';

type Test = (id: string, properties: Resource) => boolean;

const CLAUSE =
  /^(?:(\w+) (eq|ne) ('(?:[^']|'')*'|true|false|null)|(startswith|endswith)\((\w+), ?('(?:[^']|'')*')\)|(\w+) in \(([^)]*)\))$/i;

/** Reads `$filter` and `$search`. Of filters: eq, ne, in, startswith, endswith, joined by either `and` or `or`. */
export function readTest(entity: EntityName, query: Query): Test | undefined {
  const tests = [
    ...(query.filter === undefined ? [] : [readFilter(entity, query.filter, query)]),
    ...(query.search === undefined ? [] : [readSearch(query.search)]),
  ];
  return tests.length === 0 ? undefined : (id, properties) => tests.every((test) => test(id, properties));
}

function readFilter(entity: EntityName, filter: string, query: Query): Test {
  const isEither = / or /i.test(filter.replace(/'(?:[^']|'')*'/g, "''"));
  const clauses = splitOutsideQuotes(filter, isEither ? 'or' : 'and').map((clause) =>
    readClause(entity, clause, query),
  );
  return (id, properties) =>
    isEither ? clauses.some((clause) => clause(id, properties)) : clauses.every((clause) => clause(id, properties));
}

function splitOutsideQuotes(filter: string, word: 'and' | 'or'): string[] {
  return filter.split(new RegExp(` ${word} (?=(?:[^']*'[^']*')*[^']*$)`, 'i')).map((clause) => clause.trim());
}

function readClause(entity: EntityName, clause: string, query: Query): Test {
  const [, compared, operator, literal, position, positioned, part, listed, list] = CLAUSE.exec(clause) ?? [];
  const property = compared ?? positioned ?? listed;
  if (property === undefined) throw badRequest(`Invalid filter clause: '${clause}'.`);
  if (!hasProperty(entity, property)) throw unknownProperty(property, entity);
  if ((operator === 'ne' || position?.toLowerCase() === 'endswith') && !(query.isEventual && query.wantsCount))
    throw needsEventual('$filter');
  const valueOf = (id: string, properties: Resource): Json =>
    lower(property === 'id' ? id : (properties[property] ?? null));
  if (literal !== undefined) {
    const wanted = readLiteral(literal);
    return (id, properties) => (valueOf(id, properties) === wanted) === (operator?.toLowerCase() === 'eq');
  }
  if (part !== undefined) {
    const wanted = lower(unquoted(part));
    const fits = position?.toLowerCase() === 'startswith' ? 'startsWith' : 'endsWith';
    return (id, properties) => lower(property === 'id' ? id : textOf(properties, property))[fits](wanted);
  }
  const wanted = (list?.match(/'(?:[^']|'')*'/g) ?? []).map(readLiteral);
  return (id, properties) => wanted.includes(valueOf(id, properties));
}

function unquoted(literal: string): string {
  return literal.slice(1, -1).replaceAll("''", "'");
}

function readLiteral(literal: string): Json {
  if (literal.startsWith("'")) return lower(unquoted(literal));
  return JSON.parse(literal.toLowerCase()) as Json;
}

/** Graph compares text without regard to case. */
function lower<T>(value: T): T extends string ? string : T;
function lower(value: Json): Json {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

/** `"displayName:words" OR "mail:start"`: every word must begin a word of the property. */
function readSearch(search: string): Test {
  const clauses = [...search.matchAll(/"(\w+):((?:[^"\\]|\\.)*)"/g)];
  const rest = search.replace(/"(\w+):((?:[^"\\]|\\.)*)"/g, '').trim();
  if (clauses.length === 0 || !/^(?:OR\s*|AND\s*)*$/.test(rest))
    throw badRequest(`Syntax error: a search clause looks like "displayName:words", with its quotation marks.`);
  const tests = clauses.map(([, property = '', words = '']): Test => {
    const wanted = wordsOf(words.replace(/\\(.)/g, '$1'));
    return (_id, properties) => {
      const text =
        property === 'displayName'
          ? `${textOf(properties, 'displayName')} ${textOf(properties, 'description')}`
          : textOf(properties, property);
      const found = wordsOf(text);
      return wanted.every((word) => found.some((candidate) => candidate.startsWith(word)));
    };
  });
  const isEither = rest.includes('OR');
  return (id, properties) =>
    isEither ? tests.some((test) => test(id, properties)) : tests.every((test) => test(id, properties));
}

function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  );
}
