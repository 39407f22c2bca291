import { readFileSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import { loadEnvironment } from '@rollcall/bootstrap/environment';
import { Environment } from '../environment.js';
import { Credentials } from './credentials.js';

const pem = readFileSync(new URL('../testing/certificate.pem', import.meta.url), 'utf8');
const anEnvironment = (more: Partial<Environment>): Environment =>
  Object.assign(new Environment(), { AZURE_CLIENT_ID: 'client' }, more);
const aCredentials = (more: Partial<Environment>, later = more): Credentials =>
  new Credentials(anEnvironment(more), () => anEnvironment(later));
const both = { AZURE_CLIENT_SECRET: 'one', AZURE_CLIENT_SECRET_NEXT: 'two' };

describe(Credentials, () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

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

  it('begins anew with what the files hold by the time of a refusal', () => {
    const sut = aCredentials(both, { AZURE_CLIENT_SECRET: 'three' });
    const { current } = sut;

    // Two who were refused at the same time.
    expect([sut.refused(current), sut.refused(current)]).toEqual([true, true]);
    expect(sut.current.authentication).toEqual({ clientId: 'client', clientSecret: 'three' });
    expect(sut.count).toBe(1);
    expect(sut.refused(sut.current)).toBe(false);
  });

  it('takes up a renewed one before anybody is refused, and when it runs out', () => {
    const renewed = { AZURE_CLIENT_SECRET: 'two', AZURE_CLIENT_SECRET_EXPIRES: '2028-01-31' };
    const sut = aCredentials({ AZURE_CLIENT_SECRET: 'one' }, renewed);

    expect([sut.readAgain(), sut.readAgain()]).toEqual([true, false]);
    expect(sut.expiresAt).toEqual(new Date('2028-01-31T00:00:00Z'));
  });

  it.each([
    ['can not be read', (): Environment => loadEnvironment(Environment, {})],
    ['hold half a certificate', (): Environment => anEnvironment({ AZURE_CLIENT_CERTIFICATE: pem.slice(0, 900) })],
  ])('stays with what it has while the files %s', (_how, read) => {
    const sut = new Credentials(anEnvironment(both), read);
    const { current } = sut;

    expect([sut.readAgain(), sut.current]).toEqual([false, current]);
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
