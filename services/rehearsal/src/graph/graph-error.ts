import { randomUUID } from 'node:crypto';

/** A refusal in Graph's words: https://learn.microsoft.com/graph/errors */
export class GraphError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = GraphError.name;
  }

  body(now: Date): string {
    const id = randomUUID();
    const innerError = { date: now.toISOString().slice(0, 19), 'request-id': id, 'client-request-id': id };
    return JSON.stringify({ error: { code: this.code, message: this.message, innerError } });
  }
}

const CHALLENGE = {
  'www-authenticate':
    'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
};

export const invalidToken = (message: string): GraphError =>
  new GraphError(401, 'InvalidAuthenticationToken', message, CHALLENGE);

export const identityNotFound = (): GraphError =>
  new GraphError(
    401,
    'Authorization_IdentityNotFound',
    'The identity of the calling application could not be established.',
    CHALLENGE,
  );

export const requestDenied = (): GraphError =>
  new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');

export const resourceNotFound = (id: string): GraphError =>
  new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

export const badRequest = (message: string): GraphError => new GraphError(400, 'BadRequest', message);

export const unsupportedQuery = (message: string): GraphError =>
  new GraphError(400, 'Request_UnsupportedQuery', message);

/** What `$search`, `$count` and casts are refused with when the request doesn't ask for eventual consistency. */
export const needsEventual = (parameter: string): GraphError =>
  unsupportedQuery(
    `Request with ${parameter} query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'`,
  );

export const unknownProperty = (property: string, type: string): GraphError =>
  badRequest(
    `Parsing OData Select and Expand failed: Could not find a property named '${property}' on type 'microsoft.graph.${type}'.`,
  );

export const expiredPageToken = (): GraphError =>
  new GraphError(
    400,
    'Directory_ExpiredPageToken',
    'The specified page token value has expired and can no longer be included in your request.',
  );
