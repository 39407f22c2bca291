import { textOf } from '../tenant/person.js';
import type { Group, OtherObject } from '../tenant/groups.js';
import { columnsOf, hasProperty, writeRow } from './columns.js';
import type { Column, EntityName } from './columns.js';
import { readTest } from './filter.js';
import { badRequest, requestDenied, resourceNotFound, unknownProperty } from './graph-error.js';
import { record, text } from './graph-request.js';
import type { GraphAnswer, GraphRequest } from './graph-request.js';
import { answerPage, countRows } from './pages.js';
import type { Rows } from './pages.js';
import { refuse, requireAdvanced } from './query.js';
import { DEFAULT_USER_PROPERTIES, findPresent, userColumns, userRowWriter } from './users.js';

const DEFAULT_GROUP_PROPERTIES =
  'id deletedDateTime createdDateTime description displayName groupTypes mail mailEnabled mailNickname membershipRule proxyAddresses renewedDateTime securityEnabled visibility'.split(
    ' ',
  );

const READS_USERS = ['User.Read.All', 'User.ReadBasic.All', 'Directory.Read.All'];
const READS_GROUPS = ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'];

export function listGroups(request: GraphRequest): GraphAnswer {
  const { query } = request;
  refuse(query, 'expand');
  const test = readTest('group', query);
  const groups = request.tenant.groups.all().filter((group) => test?.(group.id, group.properties) ?? true);
  if (query.orderBy !== undefined) sortByName(groups, query.orderBy);
  const columns = columnsOf('group', query.select ?? DEFAULT_GROUP_PROPERTIES);
  return answerPage(request, contextName(request), rowsOf(groups.map((group) => () => writeGroup(group, columns, ''))));
}

function sortByName(groups: Group[], orderBy: string): void {
  if (!/^displayName( asc| desc)?$/.test(orderBy)) throw badRequest(`Groups can't be ordered by '${orderBy}'.`);
  const sign = orderBy.endsWith(' desc') ? -1 : 1;
  const nameOf = ({ properties }: Group): string => textOf(properties, 'displayName');
  groups.sort((one, other) => sign * nameOf(one).localeCompare(nameOf(other)));
}

export function countGroups(request: GraphRequest): GraphAnswer {
  requireEventual(request);
  return text(String(request.tenant.groups.all().length));
}

export function getGroup(request: GraphRequest, id: string): GraphAnswer {
  refuse(request.query, 'top', 'filter', 'search', 'orderBy', 'expand');
  const columns = columnsOf('group', request.query.select ?? DEFAULT_GROUP_PROPERTIES);
  return record(contextName(request), writeGroup(findGroup(request, id), columns, ''));
}

const contextName = ({ query }: GraphRequest): string =>
  query.select ? `groups(${query.select.join(',')})` : 'groups';

function findGroup({ tenant, caller }: GraphRequest, id: string): Group {
  const group = tenant.groups.find(id);
  if (!group) throw resourceNotFound(id);
  if (group.properties['visibility'] === 'HiddenMembership' && !caller.permissions.has('Member.Read.Hidden'))
    throw requestDenied();
  return group;
}

/** Members of every kind: people, groups, devices, contacts, service principals. */
export function listMembers(transitive: boolean): (request: GraphRequest, id: string) => GraphAnswer {
  return (request, id) => {
    refuse(request.query, 'filter', 'search', 'orderBy', 'expand');
    const group = findGroup(request, id);
    const people = peopleIn(request, group, transitive, '"@odata.type":"#microsoft.graph.user"');
    const others = rowsOf(otherMembers(request, group, transitive));
    return answerPage(request, 'directoryObjects', joined(others, people));
  };
}

/** `…/microsoft.graph.user`: people only. Together with any option this is an advanced query. */
export function listUserMembers(transitive: boolean): (request: GraphRequest, id: string) => GraphAnswer {
  return (request, id) => {
    requireAdvanced(request.query);
    refuse(request.query, 'search', 'orderBy', 'expand');
    const people = peopleIn(request, findGroup(request, id), transitive, '');
    return answerPage(request, 'users', filtered(request, people));
  };
}

export function countUserMembers(transitive: boolean): (request: GraphRequest, id: string) => GraphAnswer {
  return (request, id) => {
    requireEventual(request);
    return text(String(countRows(peopleIn(request, findGroup(request, id), transitive, ''))));
  };
}

/** The groups, and the directory roles, somebody belongs to. */
export function listMemberships(transitive: boolean): (request: GraphRequest, id: string) => GraphAnswer {
  return (request, id) => {
    refuse(request.query, 'filter', 'search', 'orderBy', 'expand');
    const person = findPresent(request, id);
    const groups = request.tenant.groups
      .of(person.index, transitive)
      .map((group) => () => writeMemberGroup(request, group));
    return answerPage(request, 'directoryObjects', rowsOf(groups));
  };
}

/** The groups a group is in directly. */
export function listGroupMemberships(request: GraphRequest, id: string): GraphAnswer {
  refuse(request.query, 'filter', 'search', 'orderBy', 'expand');
  const group = findGroup(request, id);
  const outer = request.tenant.groups.all().filter(({ groups }) => groups.has(group.id));
  return answerPage(request, 'directoryObjects', rowsOf(outer.map((one) => () => writeMemberGroup(request, one))));
}

export function requireEventual({ query }: GraphRequest): void {
  if (!query.isEventual)
    throw badRequest("$count is not currently supported without the header 'ConsistencyLevel: eventual'.");
}

export function rowsOf(writers: readonly (() => string)[]): Rows {
  return { end: writers.length, has: () => true, at: (position) => writers[position]?.() ?? '' };
}

function filtered({ tenant, query }: GraphRequest, people: Rows): Rows {
  const test = readTest('user', query);
  if (!test) return people;
  const fits = (index: number): boolean => {
    const { id, properties } = tenant.people.at(index);
    return test(id, properties);
  };
  return { ...people, has: (index) => people.has(index) && fits(index) };
}

function joined(first: Rows, second: Rows): Rows {
  return {
    end: first.end + second.end,
    has: (position) => (position < first.end ? first.has(position) : second.has(position - first.end)),
    at: (position) => (position < first.end ? first.at(position) : second.at(position - first.end)),
  };
}

function peopleIn(request: GraphRequest, group: Group, transitive: boolean, prefix: string): Rows {
  const { tenant } = request;
  const groups = transitive ? tenant.groups.within(group) : [group];
  return {
    end: tenant.people.end,
    has: (index) => tenant.people.isPresent(index) && groups.some((inner) => tenant.groups.has(inner, index)),
    at: memberWriter(request, prefix),
  };
}

/** Without a permission to read people, members are told by id only, and look like nobody. */
function memberWriter(request: GraphRequest, prefix: string): (index: number) => string {
  const { tenant, caller, query } = request;
  const columns = prefix === '' ? userColumns(request, true) : memberColumns('user', query.select);
  if (READS_USERS.some((permission) => caller.permissions.has(permission)))
    return userRowWriter(tenant, columns, prefix);
  return (index) => writeRow(tenant.people.at(index).id, {}, columns, prefix);
}

function otherMembers(request: GraphRequest, group: Group, transitive: boolean): (() => string)[] {
  const { groups } = request.tenant;
  const within = transitive ? groups.within(group) : [group];
  const inner = transitive
    ? within.filter((candidate) => candidate !== group)
    : [...group.groups].flatMap((id) => groups.find(id) ?? []);
  const others = new Map(within.flatMap((owner) => owner.others).map((other) => [other.id, other]));
  return [
    ...inner.map((member) => () => writeMemberGroup(request, member)),
    ...[...others.values()].map((other) => () => writeOther(request, other)),
  ];
}

function writeMemberGroup({ caller, query }: GraphRequest, group: Group): string {
  const readable = READS_GROUPS.some((permission) => caller.permissions.has(permission));
  const columns = memberColumns('group', query.select);
  return writeRow(group.id, readable ? group.properties : {}, columns, '"@odata.type":"#microsoft.graph.group"');
}

/** Rollcall has no permission to read devices, contacts and service principals: their properties are null. */
function writeOther({ query }: GraphRequest, { id, type }: OtherObject): string {
  return writeRow(id, {}, memberColumns(type, query.select), `"@odata.type":"#microsoft.graph.${type}"`);
}

/** Of a list of several kinds, each member has those of the selected properties that its kind has. */
function memberColumns(entity: EntityName, select: readonly string[] | undefined): Column[] {
  if (!select)
    return columnsOf(
      entity,
      entity === 'user' ? DEFAULT_USER_PROPERTIES : entity === 'group' ? DEFAULT_GROUP_PROPERTIES : ['id'],
    );
  const unknown = select.find((name) => !hasProperty('user', name) && !hasProperty('group', name));
  if (unknown !== undefined) throw unknownProperty(unknown, 'directoryObject');
  return columnsOf(
    entity,
    select.filter((name) => hasProperty(entity, name)),
  );
}

function writeGroup(group: Group, columns: readonly Column[], prefix: string): string {
  return writeRow(group.id, group.properties, columns, prefix);
}
