import type { Tenant } from '../tenant/tenant.js';
import type { Query } from './query.js';

export const GRAPH = 'https://graph.microsoft.com/v1.0';

/** Who asks, as the access token says. */
export interface Caller {
  readonly tenantId: string;
  readonly appId: string;
  /** Application permissions still granted, or a person's delegated ones. */
  readonly permissions: ReadonlySet<string>;
  /** The person who is signed in; undefined for an application on its own. */
  readonly userId: string | undefined;
}

export interface GraphRequest {
  readonly method: string;
  /** Without version and query: `/users/…`. */
  readonly path: string;
  readonly parameters: URLSearchParams;
  readonly query: Query;
  readonly tenant: Tenant;
  readonly caller: Caller;
  readonly now: Date;
}

export interface GraphAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

const JSON_TYPE = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

export function json(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): GraphAnswer {
  return { status, body, headers: { 'content-type': JSON_TYPE, 'odata-version': '4.0', ...headers } };
}

export function text(body: string): GraphAnswer {
  return { status: 200, body, headers: { 'content-type': 'text/plain', 'odata-version': '4.0' } };
}

/** `"@odata.context":…` as the beginning of an answer's body. */
export function contextOf(what: string): string {
  return `"@odata.context":${JSON.stringify(`${GRAPH}/$metadata#${what}`)}`;
}

/** A single record, with its context. */
export function record(what: string, row: string): GraphAnswer {
  return json(`{${contextOf(`${what}/$entity`)},${row.slice(1)}`);
}
