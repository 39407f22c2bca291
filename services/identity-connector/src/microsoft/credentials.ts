import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { NodeAuthOptions } from '@azure/msal-node';
import { Logger } from '@nestjs/common';
import { EnvironmentError, loadEnvironment } from '@rollcall/bootstrap/environment';
import { Environment } from '../environment.js';

/** One of the things Rollcall can prove itself to Entra with. */
export interface Credential {
  /** The setting it comes from. */
  name: string;
  authentication: NodeAuthOptions;
  expiresAt?: Date | undefined;
}

/**
 * All that Rollcall can prove itself with. While one of them is renewed there are two: as soon as Entra refuses the one
 * in use, the other is tried, and whichever is accepted stays in use.
 */
export class Credentials {
  private readonly logger = new Logger(Credentials.name);
  private all: Credential[];
  private inUse = 0;

  constructor(
    environment: Environment,
    private readonly readEnvironment: () => Environment = () => loadEnvironment(Environment),
  ) {
    this.all = readCredentials(environment);
  }

  get count(): number {
    return this.all.length;
  }

  get current(): Credential {
    const [first] = this.all;
    const current = this.all[this.inUse] ?? first;
    // The environment is checked for one when it is read.
    if (!current) throw new EnvironmentError('neither a secret nor a certificate is set');
    return current;
  }

  /** When the last of them runs out, as far as it is known. */
  get expiresAt(): Date | undefined {
    const known = this.all.flatMap(({ expiresAt }) => expiresAt?.getTime() ?? []);
    return known.length > 0 ? new Date(Math.max(...known)) : undefined;
  }

  /**
   * Goes on to the next, unless somebody who was refused at the same time has done so already. True where the files hold
   * others by now: all are to be tried then.
   */
  refused(credential: Credential): boolean {
    if (this.readAgain() || !this.all.includes(credential)) return true;
    if (credential === this.current) this.inUse = (this.inUse + 1) % this.all.length;
    return false;
  }

  /** Takes up what the files of the settings hold now, without a restart. False where that is nothing new, or no use. */
  readAgain(): boolean {
    try {
      const all = readCredentials(this.readEnvironment());
      if (isDeepStrictEqual(all, this.all)) return false;
      this.logger.log(`what Rollcall proves itself with was renewed: ${all.map(({ name }) => name).join(', ')}`);
      this.all = all;
      this.inUse = 0;
      return true;
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error;
      // A file that is just being replaced, say. What was read before goes on being used.
      this.logger.debug(`the settings can't be read again: ${error.message}`);
      return false;
    }
  }
}

/** Certificates first: they are better, and a secret may be left over from before. */
function readCredentials(environment: Environment): Credential[] {
  const { AZURE_CLIENT_ID: clientId } = environment;
  const certificates = (['AZURE_CLIENT_CERTIFICATE', 'AZURE_CLIENT_CERTIFICATE_NEXT'] as const).flatMap((name) => {
    const pem = environment[name];
    return pem === undefined ? [] : [fromCertificate(name, pem, clientId)];
  });
  const secrets = (['AZURE_CLIENT_SECRET', 'AZURE_CLIENT_SECRET_NEXT'] as const).flatMap((name): Credential[] => {
    const clientSecret = environment[name];
    const expires = environment[`${name}_EXPIRES`];
    if (clientSecret === undefined) return [];
    return [{ name, authentication: { clientId, clientSecret }, expiresAt: expires ? new Date(expires) : undefined }];
  });
  return [...certificates, ...secrets];
}

function fromCertificate(name: string, pem: string, clientId: string): Credential {
  const { certificate, privateKey } = readPem(name, pem);
  const clientCertificate = {
    thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    x5c: certificate.toString(),
  };
  return { name, authentication: { clientId, clientCertificate }, expiresAt: new Date(certificate.validTo) };
}

function readPem(name: string, pem: string): { certificate: X509Certificate; privateKey: KeyObject } {
  try {
    const pair = { certificate: new X509Certificate(pem), privateKey: createPrivateKey(pem) };
    if (pair.certificate.checkPrivateKey(pair.privateKey)) return pair;
  } catch (error) {
    const message = `${name} can't be read: it must be PEM text with a certificate and its private key`;
    throw new EnvironmentError(message, { cause: error });
  }
  throw new EnvironmentError(`${name} holds a private key of another certificate`);
}
