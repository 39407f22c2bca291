import type { DirectorySource } from '@rollcall/contracts';
import { InvalidMessageError } from '@rollcall/messaging';
import { GRAPH } from '../microsoft/transport.js';
import { isTrail, type Trail } from './notice-loop.js';
import type { Selection } from './select-attributes.js';

/** Where a page is read, and after whom it goes on if a part of it was handed out already. */
export interface Place {
  link: string;
  after?: string;
  trail?: Trail;
}

/** What a link belongs to: a list of people, or their changes. */
export type Collection = DirectorySource | typeof CHANGES;

export const CHANGES = { kind: 'changes' } as const;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The function's short and long names: https://learn.microsoft.com/graph/api/user-delta */
const CHANGES_PATH = /^\/v1\.0\/users\/(microsoft\.graph\.)?delta(\(\))?$/;

const LARGEST_PAGE = 999;
/** With `$expand`, and where people are read singly beside the list: https://learn.microsoft.com/graph/query-parameters */
const PAGE_WITH_MANAGERS = 100;

const MANAGER = '$expand=manager($select=id,mail,userPrincipalName)';

/** Ids become parts of addresses, so that nothing but an object id will do. */
export function objectId(id: string | undefined): string {
  if (!isObjectId(id)) throw new InvalidMessageError('directory ids must be object ids (GUIDs)');
  return id;
}

export const isObjectId = (id: unknown): id is string => typeof id === 'string' && GUID.test(id);

/** The path of a collection of people, relative to the version. A group's members include those of groups in it. */
export function peoplePath({ kind, groupId }: DirectorySource): string {
  return kind === 'users' ? '/users' : `/groups/${objectId(groupId)}/transitiveMembers/microsoft.graph.user`;
}

/** Whether managers come with the list. They can't where the list is an advanced query, as a group's members are. */
export const comesWithManagers = ({ kind }: DirectorySource): boolean => kind === 'users';

export function firstLink(source: DirectorySource, { select, needsManager }: Selection, size = LARGEST_PAGE): string {
  const expands = needsManager && comesWithManagers(source);
  const top = needsManager ? Math.min(size, PAGE_WITH_MANAGERS) : size;
  const options = [`$select=${expands || !needsManager ? select : 'id'}`, `$top=${top}`];
  if (expands) options.push(MANAGER);
  // The cast of members to users makes it an advanced query: https://learn.microsoft.com/graph/aad-advanced-queries
  if (source.kind === 'group') options.push('$count=true');
  return `${GRAPH}/v1.0${peoplePath(source)}?${options.join('&')}`;
}

/**
 * Where changes are told from now on: https://learn.microsoft.com/graph/delta-query-overview. Only of what is selected,
 * so that a narrow selection would leave changes out, and restored people too.
 */
export function changesLink({ select, needsManager }: Selection): string {
  return `${GRAPH}/v1.0/users/delta?$select=${select}${needsManager ? ',manager' : ''}&$deltatoken=latest`;
}

export function personPath(id: string, { select, needsManager }: Selection): string {
  return `/users/${objectId(id)}?$select=${select}${needsManager ? `&${MANAGER}` : ''}`;
}

/** A link is followed only to Graph itself and only within the collection it came from. */
export function isLinkOf(collection: Collection, link: string): boolean {
  if (!URL.canParse(link)) return false;
  const { origin, pathname, username, password } = new URL(link);
  if (origin !== GRAPH || username || password) return false;
  const path = pathname.toLowerCase();
  if (collection.kind === 'users') return path === '/v1.0/users';
  if (collection.kind === 'changes') return CHANGES_PATH.test(path);
  const members = `/v1.0/groups/${objectId(collection.groupId)}/transitivemembers`.toLowerCase();
  return path === members || path.startsWith(`${members}/`);
}

export function writeCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws InvalidMessageError if it is no cursor of this collection */
export function readCursor(cursor: string, collection: Collection): Place {
  const place = parse(cursor);
  if (!place || !isLinkOf(collection, place.link)) {
    throw new InvalidMessageError('the cursor does not belong to this read; begin with the first page');
  }
  return place;
}

function parse(cursor: string): Place | undefined {
  try {
    const { link, after, trail } = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Record<string, unknown>;
    if (typeof link !== 'string') return undefined;
    return { link, ...(typeof after === 'string' && { after }), ...(isTrail(trail) && { trail }) };
  } catch {
    return undefined;
  }
}
