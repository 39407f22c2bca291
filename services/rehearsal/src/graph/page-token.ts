import { badRequest } from './graph-error.js';

/** What stands in a `$skiptoken` or `$deltatoken`. Nobody but this service reads it. */
export interface PageToken {
  /** The path it was made for: a token works nowhere else. */
  readonly path: string;
  readonly issuedAt: number;
  /** Where the next page begins. */
  readonly position: number;
  /** Where in the list the first page began, if that was not its beginning. */
  readonly offset?: number;
  readonly version?: number;
  readonly select?: readonly string[];
  /** Of a round of changes: the version it counts from. */
  readonly since?: number;
  /** Whether the empty page before this one was handed out. */
  readonly isEmptied?: boolean;
}

export function writeToken(token: PageToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64url');
}

export function readToken(text: string, path: string): PageToken {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString()) as PageToken;
    if (token.path === path && Number.isInteger(token.position)) return token;
  } catch {
    // Told below, in the same words as a token of another list.
  }
  throw badRequest('The page token is not valid for this request.');
}
