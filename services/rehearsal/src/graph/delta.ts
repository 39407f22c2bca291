import type { Json, Person } from '../tenant/person.js';
import { columnsOf } from './columns.js';
import type { Column } from './columns.js';
import { badRequest, GraphError } from './graph-error.js';
import { contextOf, GRAPH, json } from './graph-request.js';
import type { GraphAnswer, GraphRequest } from './graph-request.js';
import { linkTo } from './pages.js';
import { readToken, writeToken } from './page-token.js';
import type { PageToken } from './page-token.js';
import { refuse } from './query.js';
import { DEFAULT_USER_PROPERTIES } from './users.js';

/** Seen in practice; there is no `$top` here. */
const PAGE = 200;
const PATH = '/users/delta';
const NOT_TRACKED = new Set(
  'aboutMe birthday hireDate interests mySite pastProjects preferredName responsibilities schools skills mailboxSettings signInActivity'.split(
    ' ',
  ),
);
const MAX_IDS = 50;

interface Round {
  readonly select: readonly string[];
  /** Undefined for the first round, which tells everybody. */
  readonly since: number | undefined;
  readonly position: number;
  /** What the delta link at the end will count from: changes made while the round is read are told again. */
  readonly version: number;
  readonly isEmptied?: boolean | undefined;
}

/** Changes of people: https://learn.microsoft.com/graph/api/user-delta */
export function userDelta(request: GraphRequest): GraphAnswer {
  const { query, tenant, parameters } = request;
  refuse(query, 'expand', 'orderBy', 'search', 'wantsCount');
  if (query.top !== undefined) throw badRequest("The query option '$top' is not supported for delta query.");
  const ids = idsOf(query.filter);
  if (parameters.get('$deltatoken') === 'latest')
    return answer(request, [], deltaLink(request, selectOf(request), tenant.people.version));
  const round = roundOf(request);
  if (tenant.deltaTwists.has('emptyPages') && round.isEmptied !== true)
    return answer(request, [], nextLink(request, { ...round, isEmptied: true }));
  const columns = columnsOf('user', ['id', ...round.select.filter((name) => name !== 'manager')]);
  const withManager = round.select.includes('manager');
  const indexes = indexesOf(request, round, ids);
  const page = indexes.slice(round.position, round.position + PAGE);
  const told = tenant.deltaTwists.has('duplicates') ? [...page, ...page] : page;
  const rows = told.map((index) => writeChange(request, tenant.people.at(index), columns, withManager));
  const position = round.position + page.length;
  const link =
    position < indexes.length
      ? nextLink(request, { ...round, position, isEmptied: false })
      : deltaLink(request, round.select, round.version, round.since);
  return answer(request, rows, link);
}

function answer(request: GraphRequest, rows: readonly string[], link: string): GraphAnswer {
  const context = contextOf(request.query.select ? `users(${request.query.select.join(',')})` : 'users');
  return json(`{${context},${link},"value":[${rows.join(',')}]}`);
}

function roundOf(request: GraphRequest): Round {
  const { query, tenant } = request;
  const fresh: Round = { select: selectOf(request), since: undefined, position: 0, version: tenant.people.version };
  if (query.skipToken !== undefined) {
    const { select = fresh.select, position, version, since, isEmptied } = checked(request, query.skipToken);
    return { select, since, position, version: version ?? fresh.version, isEmptied };
  }
  // An empty token asks for a fresh start, as the Location of a refusal does.
  if (!query.deltaToken) return fresh;
  const token = checked(request, query.deltaToken);
  const since = tenant.deltaTwists.has('replays') ? (token.since ?? token.version) : token.version;
  return { ...fresh, select: query.select ? fresh.select : (token.select ?? fresh.select), since };
}

function selectOf({ query }: GraphRequest): readonly string[] {
  const select = query.select ?? DEFAULT_USER_PROPERTIES;
  const untracked = select.filter((name) => NOT_TRACKED.has(name));
  if (untracked.length > 0)
    throw badRequest(
      `Invalid request for delta query: for this entity set, $expand/$select is not supported for the following properties: ${untracked.join(', ')}`,
    );
  return select.filter((name) => name !== 'id');
}

function checked(request: GraphRequest, text: string): PageToken {
  const { tenant } = request;
  const token = readToken(text, PATH);
  const oldest = Math.max(tenant.deltaLinksValidFrom, linkTime(request) - tenant.deltaLifetimeMs);
  if (token.issuedAt >= oldest) return token;
  const location = tenant.expiredDeltaStatus === 410 ? { location: `${GRAPH}${PATH}?$deltatoken=` } : undefined;
  throw new GraphError(
    tenant.expiredDeltaStatus,
    'syncStateNotFound',
    'The sync state generation is not found. The delta token is expired and data must be synchronized again.',
    location,
  );
}

/** `$filter=id eq '…' or id eq '…'` is the only filter there is. */
function idsOf(filter: string | undefined): ReadonlySet<string> | undefined {
  if (filter === undefined) return undefined;
  const ids = filter.split(/ or /i).map((clause) => /^\s*id eq '([0-9a-f-]{36})'\s*$/i.exec(clause)?.[1]);
  if (ids.includes(undefined))
    throw badRequest("Delta query supports only filters of the form id eq '…' or id eq '…'.");
  if (ids.length > MAX_IDS)
    throw badRequest(`Too many ids in the filter: ${ids.length}. At most ${MAX_IDS} are supported.`);
  return new Set(ids.map((id) => String(id).toLowerCase()));
}

/** The numbers of those this round tells of. A first round has everybody, the removed ones too. */
function indexesOf({ tenant: { people } }: GraphRequest, round: Round, ids: ReadonlySet<string> | undefined): number[] {
  if (ids) {
    const wanted = [...ids].flatMap((id) => people.find(id) ?? []).map(({ index }) => index);
    const changed = round.since === undefined ? undefined : new Set(people.changedSince(round.since));
    return changed ? wanted.filter((index) => changed.has(index)) : wanted;
  }
  return round.since === undefined
    ? Array.from({ length: people.end }, (_, index) => index)
    : people.changedSince(round.since);
}

/** A property that never had a value is left out; one that was emptied is null. */
function writeChange(request: GraphRequest, person: Person, columns: readonly Column[], withManager: boolean): string {
  if (person.state !== 'present')
    return JSON.stringify({
      id: person.id,
      '@removed': { reason: person.state === 'deleted' ? 'changed' : 'deleted' },
    });
  const change: Record<string, Json> = {};
  for (const { name } of columns) {
    const value = name === 'id' ? person.id : person.properties[name];
    if (value !== undefined && (value !== null || person.cleared.includes(name))) change[name] = value;
  }
  if (withManager && person.managerId !== undefined) change['manager@delta'] = [managerLink(request, person.managerId)];
  return JSON.stringify(change);
}

function managerLink({ tenant }: GraphRequest, id: string): Record<string, Json> {
  const type = tenant.groups.others.find((other) => other.id === id)?.type ?? 'user';
  return { '@odata.type': `#microsoft.graph.${type}`, id };
}

/** Links know the time by a clock of their own, which can be put forward without any other. */
function linkTime({ now, tenant }: GraphRequest): number {
  return now.getTime() + tenant.deltaAgedMs;
}

function nextLink(request: GraphRequest, { select, since, position, version, isEmptied }: Round): string {
  const { parameters } = request;
  const token = {
    path: PATH,
    issuedAt: linkTime(request),
    position,
    version,
    select,
    ...(since !== undefined && { since }),
    ...(isEmptied === true && { isEmptied }),
  };
  return `"@odata.nextLink":${JSON.stringify(linkTo(PATH, tokensOnly(parameters), { $skiptoken: writeToken(token) }))}`;
}

function deltaLink(request: GraphRequest, select: readonly string[], version: number, since?: number): string {
  const { parameters } = request;
  const issuedAt = linkTime(request);
  const token = { path: PATH, issuedAt, position: 0, version, select, ...(since !== undefined && { since }) };
  return `"@odata.deltaLink":${JSON.stringify(linkTo(PATH, tokensOnly(parameters), { $deltatoken: writeToken(token) }))}`;
}

/** The options are kept in the token, not in the link; but the ids of a filter are too long for that. */
function tokensOnly(parameters: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...parameters].filter(([name]) => name === '$filter'));
}
