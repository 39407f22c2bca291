import { createHash } from 'node:crypto';
import { InvalidMessageError } from '@rollcall/messaging';
import type { SignedInRequest } from '../session/access.js';

/** A request that was given a key: whose it is, what it asks for, and what its answer is kept under lock by. */
export interface IdentifiedRequest {
  key: string;
  /** Tells it from another request under the same key. */
  fingerprint: string;
  secret: string;
}

/** Undefined for a request that has no key. Keys are each person's own: nobody is answered what another one asked. */
export function identifyRequest(request: SignedInRequest): IdentifiedRequest | undefined {
  const given = request.get('Idempotency-Key');
  if (given === undefined || !request.person) return undefined;
  if (!/^[\x21-\x7e]{16,100}$/.test(given)) {
    throw new InvalidMessageError('Idempotency-Key must be 16 to 100 characters without spaces: a UUID will do');
  }
  const { accountId, userId } = request.person;
  const key = ['idempotency', accountId, userId, given].join(' ');
  const asked = [request.method, request.path, request.get('If-Match') ?? '', request.body as unknown];
  return { key, fingerprint: hash(JSON.stringify(asked)), secret: hash(`answer ${key}`) };
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');
