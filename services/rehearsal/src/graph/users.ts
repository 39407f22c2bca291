import type { Person } from '../tenant/person.js';
import type { People } from '../tenant/people.js';
import type { Tenant } from '../tenant/tenant.js';
import { columnsOf, propertiesOf, writeRow } from './columns.js';
import type { Column } from './columns.js';
import { readTest } from './filter.js';
import { badRequest, GraphError, resourceNotFound, unsupportedQuery } from './graph-error.js';
import { record, text } from './graph-request.js';
import type { GraphAnswer, GraphRequest } from './graph-request.js';
import { answerPage, countRows } from './pages.js';
import type { Rows } from './pages.js';
import { refuse } from './query.js';

/** What comes without `$select`: https://learn.microsoft.com/graph/api/user-list */
export const DEFAULT_USER_PROPERTIES = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];

/** Kept outside the directory, so that a list can't have them: https://learn.microsoft.com/graph/delta-query-overview */
const SINGLE_USER_ONLY = new Set(
  'aboutMe birthday hireDate interests mySite pastProjects preferredName responsibilities schools skills mailboxSettings'.split(
    ' ',
  ),
);

const EXPANDED_PAGE = 100;
/** Of a larger tenant each row is made anew, or they would fill the heap. */
const CACHED_ROWS = 120_000;
const CACHED_SELECTIONS = 4;

const cache = new WeakMap<People, Map<string, string[]>>();

/** The rows made before for one selection: most people never change, and a full read asks for all of them. */
function cachedRows(people: People, key: string): string[] | undefined {
  if (people.end > CACHED_ROWS) return undefined;
  const selections = cache.get(people) ?? new Map<string, string[]>();
  cache.set(people, selections);
  const rows = selections.get(key) ?? new Array<string>(people.end);
  selections.delete(key);
  selections.set(key, rows);
  const [oldest] = selections.keys();
  if (selections.size > CACHED_SELECTIONS && oldest !== undefined) selections.delete(oldest);
  return rows;
}

/** A person's row, from memory where the person is as the seed made them. */
export function userRowWriter(tenant: Tenant, columns: readonly Column[], prefix = ''): (index: number) => string {
  const { people } = tenant;
  const key = prefix + columns.map(({ name }) => name).join();
  const rows = cachedRows(people, key);
  return (index) => {
    if (!rows || !people.isUntouched(index)) return writePerson(people.at(index), columns, prefix);
    return (rows[index] ??= writePerson(people.at(index), columns, prefix));
  };
}

function writePerson(person: Person, columns: readonly Column[], prefix: string): string {
  return writeRow(person.id, propertiesOf(person), columns, prefix);
}

export function userColumns(request: GraphRequest, isList: boolean): Column[] {
  const select = request.query.select ?? DEFAULT_USER_PROPERTIES;
  const single = isList ? select.find((name) => SINGLE_USER_ONLY.has(name)) : undefined;
  if (single !== undefined)
    throw new GraphError(501, 'NotImplemented', `Not Implemented: '${single}' can be read for one user only.`);
  return columnsOf('user', select);
}

const contextName = (request: GraphRequest): string =>
  request.query.select ? `users(${request.query.select.join(',')})` : 'users';

export function listUsers(request: GraphRequest): GraphAnswer {
  refuse(request.query, 'orderBy');
  const { tenant, query } = request;
  const columns = userColumns(request, true);
  const write = userRowWriter(tenant, columns);
  const expand = query.expand === undefined ? undefined : managerWriter(request);
  const rows: Rows = {
    ...presentPeople(request),
    at: (index) =>
      expand ? `${write(index).slice(0, -1)},"manager":${expand(tenant.people.at(index))}}` : write(index),
  };
  return answerPage(request, contextName(request), rows, expand ? EXPANDED_PAGE : undefined);
}

export function countUsers(request: GraphRequest): GraphAnswer {
  if (!request.query.isEventual)
    throw badRequest("$count is not currently supported without the header 'ConsistencyLevel: eventual'.");
  return text(String(countRows({ ...presentPeople(request), at: () => '' })));
}

function presentPeople({ tenant: { people }, query }: GraphRequest): Omit<Rows, 'at'> {
  const test = readTest('user', query);
  return {
    end: people.end,
    has: (index) => {
      if (!people.isPresent(index)) return false;
      if (!test) return true;
      const { id, properties } = people.at(index);
      return test(id, properties);
    },
  };
}

export function getUser(request: GraphRequest, id: string): GraphAnswer {
  refuse(request.query, 'top', 'filter', 'search', 'orderBy');
  const person = findPresent(request, id);
  const row = writePerson(person, userColumns(request, false), '');
  if (request.query.expand === undefined) return record(contextName(request), row);
  return record(contextName(request), `${row.slice(0, -1)},"manager":${managerWriter(request)(person)}}`);
}

export function getManager(request: GraphRequest, id: string): GraphAnswer {
  const { managerId } = findPresent(request, id);
  const manager = managerId === undefined ? undefined : request.tenant.people.find(managerId);
  if (manager?.state === 'present') {
    const columns = userColumns(request, false);
    return record('directoryObjects', writePerson(manager, columns, '"@odata.type":"#microsoft.graph.user"'));
  }
  const contact = request.tenant.groups.others.find((other) => other.id === managerId);
  if (!contact) throw resourceNotFound('manager');
  return record(
    'directoryObjects',
    writeRow(contact.id, {}, columnsOf('user', ['id']), `"@odata.type":"#microsoft.graph.${contact.type}"`),
  );
}

export function findPresent({ tenant }: GraphRequest, id: string): Person {
  const person = tenant.people.find(id);
  if (person?.state !== 'present') throw resourceNotFound(id);
  return person;
}

/** `$expand=manager` and `$expand=manager($select=…)` are the only expansions a person has here. */
function managerWriter({ tenant, query }: GraphRequest): (person: Person) => string {
  const [whole, select] = /^manager(?:\((?:\$levels=1;)?\$select=([\w,]+)\))?$/.exec(query.expand ?? '') ?? [];
  if (whole === undefined) throw unsupportedQuery(`The expansion '${query.expand}' is not supported.`);
  if (query.isEventual && query.wantsCount)
    throw unsupportedQuery('$expand is not supported together with advanced query parameters.');
  const columns = columnsOf('user', select?.split(',') ?? DEFAULT_USER_PROPERTIES);
  return ({ managerId }) => {
    const manager = managerId === undefined ? undefined : tenant.people.find(managerId);
    if (manager?.state === 'present') return writePerson(manager, columns, '"@odata.type":"#microsoft.graph.user"');
    const contact = tenant.groups.others.find((other) => other.id === managerId);
    return contact ? `{"@odata.type":"#microsoft.graph.${contact.type}","id":"${contact.id}"}` : 'null';
  };
}
