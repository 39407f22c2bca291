import { readFileSync } from 'node:fs';
import { Environment } from '../environment.js';
import { Credentials } from './credentials.js';

const pem = readFileSync(new URL('../testing/certificate.pem', import.meta.url), 'utf8');
const aCredentials = (more: Partial<Environment>): Credentials =>
  new Credentials(Object.assign(new Environment(), { AZURE_CLIENT_ID: 'client' }, more));
const both = { AZURE_CLIENT_SECRET: 'one', AZURE_CLIENT_SECRET_NEXT: 'two' };

describe(Credentials, () => {
  it('prefers certificates, and the one in use to the next', () => {
    const sut = aCredentials({ ...both, AZURE_CLIENT_CERTIFICATE: pem, AZURE_CLIENT_CERTIFICATE_NEXT: pem });
    const tried = Array.from({ length: 5 }, () => {
      const { current } = sut;
      sut.refused(current);
      return current.name;
    });

    expect(tried).toEqual([
      'AZURE_CLIENT_CERTIFICATE',
      'AZURE_CLIENT_CERTIFICATE_NEXT',
      'AZURE_CLIENT_SECRET',
      'AZURE_CLIENT_SECRET_NEXT',
      'AZURE_CLIENT_CERTIFICATE',
    ]);
  });

  it('goes on once for all who were refused at the same time', () => {
    const sut = aCredentials(both);
    const { current } = sut;
    sut.refused(current);
    sut.refused(current);

    expect(sut.current.authentication).toEqual({ clientId: 'client', clientSecret: 'two' });
  });

  it('knows when the last of them runs out', () => {
    const secrets = {
      ...both,
      AZURE_CLIENT_SECRET_EXPIRES: '2027-01-31',
      AZURE_CLIENT_SECRET_NEXT_EXPIRES: '2027-07-31',
    };

    expect(aCredentials(secrets).expiresAt).toEqual(new Date('2027-07-31T00:00:00Z'));
    expect(aCredentials(both).expiresAt).toBeUndefined();
  });

  it("takes a certificate's own date", () => {
    expect(aCredentials({ AZURE_CLIENT_CERTIFICATE: pem }).expiresAt?.getTime()).toBeGreaterThan(Date.now());
  });
});
