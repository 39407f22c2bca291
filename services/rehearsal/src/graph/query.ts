import { badRequest, needsEventual, unsupportedQuery } from './graph-error.js';

const MAX_PAGE = 999;
const KNOWN = ['$select', '$top', '$filter', '$search', '$count', '$expand', '$orderby', '$skiptoken', '$deltatoken'];

/** The OData options of one request. */
export interface Query {
  readonly select: readonly string[] | undefined;
  readonly top: number | undefined;
  readonly filter: string | undefined;
  readonly search: string | undefined;
  readonly wantsCount: boolean;
  readonly expand: string | undefined;
  readonly orderBy: string | undefined;
  readonly skipToken: string | undefined;
  readonly deltaToken: string | undefined;
  /** The request has the header `ConsistencyLevel: eventual`. */
  readonly isEventual: boolean;
  readonly hasOptions: boolean;
}

/** Reads the options as strictly as Graph does: https://learn.microsoft.com/graph/query-parameters */
export function readQuery(parameters: URLSearchParams, consistencyLevel: string | undefined): Query {
  for (const name of parameters.keys()) {
    if (name === '$skip') throw badRequest("'$skip' is not supported by the service.");
    if (name.startsWith('$') && !KNOWN.includes(name))
      throw badRequest(`The query parameter '${name}' is not supported.`);
  }
  const isEventual = consistencyLevel?.toLowerCase() === 'eventual';
  const search = parameters.get('$search') ?? undefined;
  const wantsCount = readCount(parameters.get('$count'));
  if (search !== undefined && !isEventual) throw needsEventual('$search');
  if (wantsCount && !isEventual) throw needsEventual('$count');
  return {
    select: parameters
      .get('$select')
      ?.split(',')
      .map((name) => name.trim()),
    top: readTop(parameters.get('$top')),
    filter: parameters.get('$filter') ?? undefined,
    search,
    wantsCount,
    expand: parameters.get('$expand') ?? undefined,
    orderBy: parameters.get('$orderby') ?? undefined,
    skipToken: parameters.get('$skiptoken') ?? undefined,
    deltaToken: parameters.get('$deltatoken') ?? undefined,
    isEventual,
    hasOptions: [...parameters.keys()].some((name) => KNOWN.includes(name)),
  };
}

function readTop(text: string | null): number | undefined {
  if (text === null) return undefined;
  const top = Number(text);
  if (!Number.isInteger(top) || top < 1 || top > MAX_PAGE)
    throw badRequest(`Invalid page size specified: '${text}'. Must be between 1 and ${MAX_PAGE} inclusive.`);
  return top;
}

function readCount(text: string | null): boolean {
  if (text !== null && text !== 'true' && text !== 'false')
    throw badRequest(`Invalid value '${text}' for $count query option found. Valid values are 'true' and 'false'.`);
  return text === 'true';
}

/** A cast to a member type, together with any option, is an advanced query: it needs the header and `$count=true`. */
export function requireAdvanced(query: Query): void {
  if (query.hasOptions && !(query.isEventual && query.wantsCount))
    throw unsupportedQuery(
      "The cast needs the header 'ConsistencyLevel: eventual' and '$count=true' when it is combined with other query parameters.",
    );
}

export function refuse(query: Query, ...options: (keyof Query)[]): void {
  for (const option of options)
    if (query[option] !== undefined && query[option] !== false)
      throw unsupportedQuery(`The query option '$${option.toLowerCase()}' is not supported for this resource.`);
}
