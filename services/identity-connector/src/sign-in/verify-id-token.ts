import { RefusedError } from '@rollcall/messaging';
import { errors, type JSONWebKeySet, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';

/** Whoever signed in, as Microsoft vouches for. */
export interface SignedInPerson {
  tenantId: string;
  userPrincipalName: string;
  /** Role template ids; undefined if the token does not tell them. */
  roles: string[] | undefined;
}

/** The published keys; each names the issuer it may sign for. */
export type SigningKeys = JWTVerifyGetKey & { jwks: () => JSONWebKeySet | undefined };

export interface Expected {
  keys: SigningKeys;
  clientId: string;
  nonce: string;
}

/** The tenant of all personal accounts: https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference */
const PERSONAL_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad';
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const issuerOf = (tenantId: string): string => `https://login.microsoftonline.com/${tenantId}/v2.0`;

/**
 * Checks an ID token: https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens
 *
 * @throws RefusedError `not-azure-ad` for a personal account, `sign-in-failed` for a token that isn't what it should be
 */
export async function verifyIdToken(idToken: string, { keys, clientId, nonce }: Expected): Promise<SignedInPerson> {
  const { payload, kid } = await verified(idToken, keys, clientId);
  const { tid } = payload;
  if (typeof tid !== 'string' || !GUID.test(tid)) throw wrong('it names no tenant');
  if (payload.iss !== issuerOf(tid)) throw wrong('its issuer is not its tenant');
  const key = keys.jwks()?.keys.find((published) => published.kid === kid) as { issuer?: unknown } | undefined;
  // The personal accounts' keys are published with the others and may sign for their own tenant only.
  if (typeof key?.issuer === 'string' && key.issuer.replace('{tenantid}', tid) !== payload.iss) {
    throw wrong('its key belongs to another issuer');
  }
  if (payload.nonce !== nonce) throw wrong('it was made for another sign-in');
  if (tid === PERSONAL_TENANT) {
    const words =
      'That is a personal Microsoft account. Start again with the work account of an Azure AD administrator.';
    throw new RefusedError('not-azure-ad', words);
  }
  return { tenantId: tid, userPrincipalName: nameIn(payload), roles: rolesIn(payload) };
}

async function verified(
  idToken: string,
  keys: SigningKeys,
  clientId: string,
): Promise<{ payload: JWTPayload; kid?: string | undefined }> {
  try {
    const { payload, protectedHeader } = await jwtVerify(idToken, keys, {
      algorithms: ['RS256'],
      audience: clientId,
      requiredClaims: ['exp', 'iss', 'tid', 'oid', 'nonce'],
      clockTolerance: 60,
    });
    return { payload, kid: protectedHeader.kid };
  } catch (error) {
    if (error instanceof errors.JOSEError) throw wrong(error.code);
    throw error;
  }
}

/** For display only: names change, and must never decide anything. */
function nameIn({ preferred_username: name, oid }: JWTPayload): string {
  return typeof name === 'string' && name !== '' ? name : String(oid);
}

function rolesIn({ wids }: JWTPayload): string[] | undefined {
  return Array.isArray(wids) ? wids.map(String) : undefined;
}

function wrong(reason: string): RefusedError {
  const words = 'The sign-in that came back from Microsoft is not valid. Start again.';
  return new RefusedError('sign-in-failed', words, { reason });
}
