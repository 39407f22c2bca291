import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { loadEnvironment } from '@rollcall/bootstrap/environment';
import { Environment } from '../environment.js';
import { EntraClient } from './entra.client.js';
import { Transport } from './transport.js';

const settings = {
  HTTP_PORT: '0',
  NATS_URL: 'nats://127.0.0.1:4222',
  MONGO_URL: 'mongodb://127.0.0.1:27017',
  PUBLIC_URL: 'http://localhost:4000',
  AZURE_CLIENT_ID: '3f6b1c84-5d0e-4a92-9c7f-b18e02d46a5d',
  AZURE_CLIENT_SECRET: 'secret',
};

const environment = (more: Record<string, string | undefined> = {}) =>
  loadEnvironment(Environment, { ...settings, ...more });

describe(Transport.name, () => {
  it("leaves Microsoft's addresses as they are unless told otherwise", () => {
    const sut = new Transport(environment());

    expect(sut.rewrite('https://graph.microsoft.com/v1.0/users?$top=1')).toBe(
      'https://graph.microsoft.com/v1.0/users?$top=1',
    );
  });

  it('exchanges the origin and nothing else', () => {
    const sut = new Transport(
      environment({ GRAPH_ORIGIN: 'http://localhost:7000/', ENTRA_LOGIN_ORIGIN: 'http://localhost:7001' }),
    );

    expect(sut.rewrite('https://graph.microsoft.com/v1.0/users?$search=%22a%22')).toBe(
      'http://localhost:7000/v1.0/users?$search=%22a%22',
    );
    expect(sut.rewrite('https://login.microsoftonline.com/x/oauth2/v2.0/token')).toBe(
      'http://localhost:7001/x/oauth2/v2.0/token',
    );
  });

  it.each([
    'https://example.com/v1.0/users',
    'http://graph.microsoft.com/v1.0/users',
    'https://graph.microsoft.com:8443/v1.0',
  ])('sends nothing to %s', (address) => {
    expect(() => new Transport(environment()).rewrite(address)).toThrow('nothing is sent to');
  });
});

describe(Environment.name, () => {
  it('wants a secret or a certificate', () => {
    expect(() => environment({ AZURE_CLIENT_SECRET: undefined })).toThrow('AZURE_CLIENT_SECRET is missing');
  });

  it.each([
    ['PUBLIC_URL', 'localhost:4000'],
    ['AZURE_CLIENT_ID', 'rollcall'],
    ['GRAPH_ORIGIN', 'graph'],
    ['AZURE_CLIENT_CERTIFICATE', 'not a certificate'],
  ])('names a wrong %s without its value', (name, value) => {
    expect(() => environment({ [name]: value })).toThrow(name);
    expect(() => environment({ [name]: value })).not.toThrow(`"${value}"`);
  });
});

describe(EntraClient.name, () => {
  const start = (pem: string): EntraClient => {
    const settings = environment({ AZURE_CLIENT_CERTIFICATE: pem });
    return new EntraClient(settings, new Transport(settings));
  };
  const pem = readFileSync(new URL('../testing/certificate.pem', import.meta.url), 'utf8');
  const [, certificate = ''] = /(-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----)/.exec(pem) ?? [];
  const otherKey = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;

  it('takes a certificate with its key', () => {
    expect(start(pem).clientId).toBe(settings.AZURE_CLIENT_ID);
  });

  it("does not start with a certificate that is broken, or with another's key", () => {
    expect(() => start(pem.replaceAll('M', 'N'))).toThrow('must be PEM text');
    expect(() => start(`${certificate}\n${otherKey}`)).toThrow('of another certificate');
  });
});
