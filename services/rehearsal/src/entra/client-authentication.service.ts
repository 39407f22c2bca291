import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { jwtVerify } from 'jose';
import { Environment } from '../environment.js';
import { EntraError } from './entra-error.js';
import type { Parameters } from './sign-in.service.js';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export type SecretState = 'valid' | 'expired' | 'replaced';

/** Checks that a token request comes from Rollcall's application, by its secret or by its certificate. */
@Injectable()
export class ClientAuthenticationService {
  secretState: SecretState = 'valid';
  private readonly certificate: X509Certificate | undefined;

  constructor(private readonly environment: Environment) {
    const file = environment.AZURE_CLIENT_CERTIFICATE;
    this.certificate = file === undefined ? undefined : readCertificate(file);
  }

  async check(form: Parameters, authorization: string | undefined, tenant: string): Promise<string> {
    const basic = basicCredentials(authorization);
    const clientId = basic?.id ?? form['client_id'];
    const secret = basic?.secret ?? form['client_secret'];
    if (clientId !== this.environment.AZURE_CLIENT_ID) throw new EntraError(700016);
    if (form['client_assertion'] !== undefined) {
      await this.checkAssertion(form, tenant);
      return clientId;
    }
    if (secret === undefined) throw new EntraError(7000218);
    if (secret !== this.environment.AZURE_CLIENT_SECRET || this.secretState === 'replaced')
      throw new EntraError(7000215);
    if (this.secretState === 'expired') throw new EntraError(7000222);
    return clientId;
  }

  /** https://learn.microsoft.com/entra/identity-platform/certificate-credentials */
  private async checkAssertion(form: Parameters, tenant: string): Promise<void> {
    const { AZURE_CLIENT_ID: clientId } = this.environment;
    if (!this.certificate || form['client_assertion_type'] !== ASSERTION_TYPE) throw new EntraError(700027);
    try {
      await jwtVerify(String(form['client_assertion']), this.certificate.publicKey, {
        algorithms: ['PS256', 'RS256'],
        issuer: clientId,
        subject: clientId,
        audience: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`,
        requiredClaims: ['exp', 'jti'],
        // MSAL rounds the time, so that its assertions may begin in half a second; Entra allows for clocks that differ.
        clockTolerance: 300,
      });
    } catch {
      throw new EntraError(700027);
    }
  }
}

/** The file may hold the private key as well, as the one Rollcall reads does. */
function readCertificate(file: string): X509Certificate {
  const [block] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(readFileSync(file, 'utf8')) ?? [];
  if (!block) throw new Error('AZURE_CLIENT_CERTIFICATE must be a PEM file that holds a certificate');
  return new X509Certificate(block);
}

function basicCredentials(authorization: string | undefined): { id: string; secret: string } | undefined {
  const encoded = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  if (!encoded) return undefined;
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString().split(':');
  return { id: decodeURIComponent(id), secret: decodeURIComponent(secret.join(':')) };
}
