import { getDeletedItem, listDeletedUsers, listOrganizations } from './directory.js';
import { userDelta } from './delta.js';
import type { GraphAnswer, GraphRequest } from './graph-request.js';
import {
  countGroups,
  countUserMembers,
  getGroup,
  listGroupMemberships,
  listGroups,
  listMembers,
  listMemberships,
  listUserMembers,
} from './groups.js';
import type { MeService } from './me.service.js';
import { countUsers, getManager, getUser, listUsers } from './users.js';

export interface Route {
  /** Segments; `{id}` stands for any one. */
  readonly path: string;
  /** Resource units: https://learn.microsoft.com/graph/throttling-limits */
  readonly units: number;
  /** Any of these permissions lets the caller in. */
  readonly permissions: readonly string[];
  readonly answer: (request: GraphRequest, id: string) => GraphAnswer;
}

const USERS = ['User.Read.All', 'User.ReadBasic.All', 'Directory.Read.All'];
const WHOLE_USERS = ['User.Read.All', 'Directory.Read.All'];
const GROUPS = ['GroupMember.Read.All', 'Group.Read.All', 'Group.ReadBasic.All', 'Directory.Read.All'];
const MEMBERS = ['GroupMember.Read.All', 'GroupMember.ReadBasic.All', 'Group.Read.All', 'Directory.Read.All'];
const MYSELF = ['User.Read'];

/** Everything that is played of Graph, with what it costs and who may ask. The first that fits answers. */
export function routesOf(me: MeService): readonly Route[] {
  return [
    route('organization', 1, ['User.Read', 'Organization.Read.All', ...WHOLE_USERS], listOrganizations),
    route('me', 1, MYSELF, (request) => me.profile(request)),
    route('me/memberOf', 2, MYSELF, (request) => me.memberOf(request, false)),
    route('me/transitiveMemberOf', 2, MYSELF, (request) => me.memberOf(request, true)),
    route('me/memberOf/microsoft.graph.directoryRole', 2, MYSELF, (request) => me.roles(request)),
    route('me/transitiveMemberOf/microsoft.graph.directoryRole', 2, MYSELF, (request) => me.roles(request)),
    route('users', 2, USERS, listUsers),
    route('users/$count', 1, USERS, countUsers),
    route('users/delta', 1, WHOLE_USERS, userDelta),
    route('users/{id}', 1, USERS, getUser),
    route('users/{id}/manager', 1, WHOLE_USERS, getManager),
    route('users/{id}/memberOf', 2, [...WHOLE_USERS, 'GroupMember.Read.All'], listMemberships(false)),
    route('users/{id}/transitiveMemberOf', 2, [...WHOLE_USERS, 'GroupMember.Read.All'], listMemberships(true)),
    route('groups', 1, GROUPS, listGroups),
    route('groups/$count', 1, GROUPS, countGroups),
    route('groups/{id}', 1, GROUPS, getGroup),
    route('groups/{id}/memberOf', 2, MEMBERS, listGroupMemberships),
    route('groups/{id}/members', 3, MEMBERS, listMembers(false)),
    route('groups/{id}/members/microsoft.graph.user', 3, MEMBERS, listUserMembers(false)),
    route('groups/{id}/members/microsoft.graph.user/$count', 3, MEMBERS, countUserMembers(false)),
    route('groups/{id}/transitiveMembers', 5, MEMBERS, listMembers(true)),
    route('groups/{id}/transitiveMembers/microsoft.graph.user', 5, MEMBERS, listUserMembers(true)),
    route('groups/{id}/transitiveMembers/microsoft.graph.user/$count', 5, MEMBERS, countUserMembers(true)),
    route('directory/deletedItems/microsoft.graph.user', 1, WHOLE_USERS, listDeletedUsers),
    route('directory/deletedItems/{id}', 1, WHOLE_USERS, getDeletedItem),
  ];
}

function route(path: string, units: number, permissions: readonly string[], answer: Route['answer']): Route {
  return { path, units, permissions, answer };
}

export function matchRoute(routes: readonly Route[], path: string): { route: Route; id: string } | undefined {
  const segments = path.split('/').slice(1);
  for (const candidate of routes) {
    const wanted = candidate.path.split('/');
    if (wanted.length === segments.length && wanted.every((name, index) => name === '{id}' || name === segments[index]))
      return { route: candidate, id: segments[wanted.indexOf('{id}')] ?? '' };
  }
  return undefined;
}

/** What one request costs; a selection and a small page make it cheaper, an expansion dearer, and 1 is the least. */
export function unitsOf({ units }: Route, { query }: GraphRequest): number {
  const isSmall = query.top !== undefined && query.top < 20;
  return Math.max(1, units - (query.select ? 1 : 0) + (query.expand === undefined ? 0 : 1) - (isSmall ? 1 : 0));
}
