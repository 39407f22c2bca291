import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { NodeAuthOptions } from '@azure/msal-node';
import { EnvironmentError } from '@rollcall/bootstrap/environment';
import type { Environment } from '../environment.js';

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
  private readonly all: Credential[];
  private inUse = 0;

  constructor(environment: Environment) {
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

  /** Goes on to the next, unless somebody who was refused at the same time has done so already. */
  refused(credential: Credential): void {
    if (credential === this.current) this.inUse = (this.inUse + 1) % this.all.length;
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
