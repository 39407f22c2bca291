import { expiredPageToken } from './graph-error.js';
import { contextOf, GRAPH, json } from './graph-request.js';
import type { GraphAnswer, GraphRequest } from './graph-request.js';
import { readToken, writeToken } from './page-token.js';

const DEFAULT_PAGE = 100;
const PAGE_TOKEN_LIFETIME_MS = 30 * 60_000;

/** A list whose places may be empty, such as people in order of their number. */
export interface Rows {
  readonly end: number;
  /** Whether there is a row at this place; cheaper than making it. */
  readonly has: (position: number) => boolean;
  readonly at: (position: number) => string;
}

/** One page of a list, with the link to the next on Graph's public origin. */
export function answerPage(request: GraphRequest, context: string, list: Rows, maximum = 999): GraphAnswer {
  const size = Math.min(request.query.top ?? DEFAULT_PAGE, maximum, request.tenant.largestPage);
  const start = startOf(request, list);
  const rows = start.offset === 0 ? list : rotated(list, start.offset);
  const page: string[] = [];
  let { position } = start;
  for (; position < rows.end && page.length < size; position += 1) if (rows.has(position)) page.push(rows.at(position));
  while (position < rows.end && !rows.has(position)) position += 1;

  const parts = [contextOf(context)];
  if (request.query.wantsCount && request.query.skipToken === undefined)
    parts.push(`"@odata.count":${countRows(list)}`);
  if (position < rows.end) parts.push(`"@odata.nextLink":${JSON.stringify(nextLink(request, { ...start, position }))}`);
  return json(`{${parts.join(',')},"value":[${page.join(',')}]}`);
}

export function countRows({ end, has }: Rows): number {
  let count = 0;
  for (let position = 0; position < end; position += 1) if (has(position)) count += 1;
  return count;
}

/** The same list begun in the middle: Graph promises no order, and a tenant may be told to change it with every read. */
function rotated({ end, has, at }: Rows, offset: number): Rows {
  const turned = (position: number): number => (position + offset) % end;
  return { end, has: (position) => has(turned(position)), at: (position) => at(turned(position)) };
}

interface Start {
  readonly position: number;
  readonly offset: number;
}

function startOf({ query, path, tenant, now }: GraphRequest, { end }: Rows): Start {
  if (query.skipToken === undefined) return { position: 0, offset: end === 0 ? 0 : tenant.nextOffset() % end };
  const token = readToken(query.skipToken, path);
  const isExpired = token.issuedAt < Math.max(tenant.pageTokensValidFrom, now.getTime() - PAGE_TOKEN_LIFETIME_MS);
  if (isExpired) throw expiredPageToken();
  return { position: token.position, offset: token.offset ?? 0 };
}

function nextLink({ path, parameters, now }: GraphRequest, { position, offset }: Start): string {
  const token = { path, issuedAt: now.getTime(), position, ...(offset !== 0 && { offset }) };
  return linkTo(path, parameters, { $skiptoken: writeToken(token) });
}

/** The same request with another token; commas and dollar signs stay readable, as in Graph's own links. */
export function linkTo(path: string, parameters: URLSearchParams, tokens: Record<string, string>): string {
  const kept = [...parameters].filter(([name]) => name !== '$skiptoken' && name !== '$deltatoken');
  const options = [...kept, ...Object.entries(tokens)].map(
    ([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',')}`,
  );
  return `${GRAPH}${path}?${options.join('&')}`;
}
