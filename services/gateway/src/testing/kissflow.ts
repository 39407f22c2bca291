import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export const ISSUER = 'https://kissflow.test';
export const AUDIENCE = 'rollcall';

/** Plays Kissflow's sign-in: it publishes its key and issues tokens, right and wrong ones. */
export class Kissflow {
  private kid = 'k1';

  private constructor(
    private readonly server: Server,
    private key: CryptoKey,
    private readonly otherKey: CryptoKey,
    private readonly published: { keys: object[] },
  ) {}

  static async start(): Promise<Kissflow> {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const other = await generateKeyPair('RS256');
    const published = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' }] };
    const server = createServer((_, response) =>
      response.setHeader('Content-Type', 'application/json').end(JSON.stringify(published)),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Kissflow(server, privateKey, other.privateKey, published);
  }

  get jwksUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/jwks.json`;
  }

  /** The token of a Super Admin, but for what is given. A claim that is undefined is left out. */
  token(claims: JWTPayload = {}): Promise<string> {
    return this.sign(this.key, claims);
  }

  /** Publishes a new key beside the one before, and signs with it from now on. */
  async rotate(): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    this.kid = 'k2';
    this.key = privateKey;
    this.published.keys.push({ ...(await exportJWK(publicKey)), kid: this.kid, alg: 'RS256' });
  }

  /** Signed with a key nobody published, under the name of the published one. */
  forgedToken(): Promise<string> {
    return this.sign(this.otherKey, {});
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private sign(key: CryptoKey, claims: JWTPayload): Promise<string> {
    return new SignJWT({ ...aPerson(), ...claims }).setProtectedHeader({ alg: 'RS256', kid: this.kid }).sign(key);
  }
}

/** An unsigned token, as https://www.rfc-editor.org/rfc/rfc7519#section-6 has it. */
export function unsignedToken(): string {
  const parts = [{ alg: 'none' }, aPerson()].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return `${parts.join('.')}.`;
}

function aPerson(): JWTPayload {
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'Us1',
    account: 'AcTest',
    role: 'SuperAdmin',
    name: 'Ana Sample',
    email: 'ana@contoso.com',
    exp: Math.floor(Date.now() / 1_000) + 3_600,
  };
}
