import { createHash, createHmac, randomBytes } from 'node:crypto';

export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is stored of a secret. It is random and long, so that a plain hash gives nothing away. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/**
 * Nonce and PKCE verifier follow from the key in the browser's one-time cookie: nothing secret is stored here, and a code
 * can be redeemed only together with the browser that asked for it.
 * https://openid.net/specs/openid-connect-core-1_0.html#NonceNotes, https://www.rfc-editor.org/rfc/rfc7636#section-4
 */
export const nonceOf = (browserKey: string): string => derive(browserKey, 'nonce');
export const codeVerifierOf = (browserKey: string): string => derive(browserKey, 'code verifier');
export const codeChallengeOf = (browserKey: string): string => hashOf(codeVerifierOf(browserKey));

const derive = (key: string, purpose: string): string => createHmac('sha256', key).update(purpose).digest('base64url');
