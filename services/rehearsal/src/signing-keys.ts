import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { exportJWK, jwtVerify, SignJWT } from 'jose';
import type { JWK, JWTPayload } from 'jose';

interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** RSA keys that sign tokens. After a rotation the older keys stay published, as an issuer's do. */
export class SigningKeys {
  private keys = [newKey()];

  rotate(): void {
    this.keys = [newKey(), ...this.keys];
  }

  async published(): Promise<JWK[]> {
    return Promise.all(
      this.keys.map(async ({ kid, publicKey }) => ({ ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' })),
    );
  }

  async sign(claims: JWTPayload): Promise<string> {
    const [current = newKey()] = this.keys;
    const header = { alg: 'RS256', typ: 'JWT', kid: current.kid };
    return new SignJWT(claims).setProtectedHeader(header).sign(current.privateKey);
  }

  /** The claims of a token that one of these keys signed; undefined for any other, and for one past its time. */
  async verify(token: string, now: Date): Promise<JWTPayload | undefined> {
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.publicKey(kid), { currentDate: now });
      return payload;
    } catch {
      return undefined;
    }
  }

  private publicKey(kid: string | undefined): KeyObject {
    const key = this.keys.find((candidate) => candidate.kid === kid);
    if (!key) throw new Error('signed by an unknown key');
    return key.publicKey;
  }
}

function newKey(): SigningKey {
  return { kid: randomUUID(), ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
}
