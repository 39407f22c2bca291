import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { checkEnvironment, REHEARSAL_CLIENT_ID } from '../environment.js';
import { CONTOSO, FABRIKAM } from '../tenant/accounts.js';
import { CLIENT_CERTIFICATE, CLIENT_KEY } from '../testing/client-certificate.js';
import { ClientAuthenticationService } from './client-authentication.service.js';

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

describe(ClientAuthenticationService.name, () => {
  const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  const file = join(folder, 'client.pem');
  writeFileSync(file, `${CLIENT_KEY}\n${CLIENT_CERTIFICATE}\n`);
  afterAll(() => rmSync(folder, { recursive: true }));

  const sut = new ClientAuthenticationService(checkEnvironment({ AZURE_CLIENT_CERTIFICATE: file }));

  const assertion = (alg: string, audience: string, expires = '10m') =>
    new SignJWT({ jti: '1' })
      .setProtectedHeader({ alg })
      .setIssuer(REHEARSAL_CLIENT_ID)
      .setSubject(REHEARSAL_CLIENT_ID)
      .setAudience(audience)
      .setExpirationTime(expires)
      .sign(createPrivateKey(CLIENT_KEY));

  const check = async (signed: Promise<string>, tenant = CONTOSO) =>
    sut.check(
      { client_id: REHEARSAL_CLIENT_ID, client_assertion_type: TYPE, client_assertion: await signed },
      undefined,
      tenant,
    );
  const audienceOf = (tenant: string) => `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`;

  it.each(['PS256', 'RS256'])('accepts an assertion signed with the certificate’s key by %s', async (alg) => {
    expect(await check(assertion(alg, audienceOf(CONTOSO)))).toBe(REHEARSAL_CLIENT_ID);
  });

  it('refuses an assertion for another tenant, past its time, or of another kind', async () => {
    await expect(check(assertion('PS256', audienceOf(FABRIKAM)))).rejects.toMatchObject({ code: 700027 });
    await expect(check(assertion('PS256', audienceOf(CONTOSO), '-10m'))).rejects.toMatchObject({ code: 700027 });
    const form = { client_id: REHEARSAL_CLIENT_ID, client_assertion_type: 'other', client_assertion: 'x' };
    await expect(sut.check(form, undefined, CONTOSO)).rejects.toMatchObject({ code: 700027 });
  });

  it('refuses a file without a certificate', () => {
    writeFileSync(join(folder, 'key.pem'), CLIENT_KEY);
    const environment = checkEnvironment({ AZURE_CLIENT_CERTIFICATE: join(folder, 'key.pem') });
    expect(() => new ClientAuthenticationService(environment)).toThrow('must be a PEM file that holds a certificate');
  });
});
