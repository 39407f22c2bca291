import { RefusedError } from '@rollcall/messaging';
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import { type SigningKeys, verifyIdToken } from './verify-id-token.js';

const tenantId = '0c0a1b52-9f3e-4b7d-8a61-5e2f90d4c311';
const personalTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';
const clientId = '3f6b1c84-5d0e-4a92-9c7f-b18e02d46a5d';
const issuerOf = (tid: string): string => `https://login.microsoftonline.com/${tid}/v2.0`;

describe(verifyIdToken.name, () => {
  let pair: Awaited<ReturnType<typeof generateKeyPair>>;
  let stranger: Awaited<ReturnType<typeof generateKeyPair>>;
  let published: JWK;

  beforeAll(async () => {
    pair = await generateKeyPair('RS256', { extractable: true });
    stranger = await generateKeyPair('RS256');
    published = { ...(await exportJWK(pair.publicKey)), kid: 'key-1', use: 'sig', alg: 'RS256' };
  });

  const keys = (issuer = issuerOf('{tenantid}')): SigningKeys =>
    createLocalJWKSet({ keys: [{ ...published, issuer } as JWK] });

  async function aToken(
    claims: JWTPayload = {},
    { key = pair.privateKey, kid = 'key-1', expires = '1h' } = {},
  ): Promise<string> {
    const payload = {
      tid: tenantId,
      oid: 'c5a2d6de-0d7e-4b7e-9a53-4e7d5b1f2a11',
      iss: issuerOf(tenantId),
      aud: clientId,
      nonce: 'nonce-1',
      preferred_username: 'ana@contoso.com',
      wids: ['62e90394-69f5-4237-9190-012177145e10'],
      ...claims,
    };
    return new SignJWT(payload)
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(key);
  }

  const verify = (token: string, signingKeys = keys()) =>
    verifyIdToken(token, { keys: signingKeys, clientId, nonce: 'nonce-1' });

  const refusalOf = async (token: string, signingKeys = keys()): Promise<RefusedError> => {
    const error = await verify(token, signingKeys).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(RefusedError);
    return error as RefusedError;
  };

  it('tells who signed in, in which tenant, with which roles', async () => {
    await expect(verify(await aToken())).resolves.toEqual({
      tenantId,
      userPrincipalName: 'ana@contoso.com',
      roles: ['62e90394-69f5-4237-9190-012177145e10'],
    });
  });

  it('tells absent roles from none', async () => {
    await expect(verify(await aToken({ wids: undefined }))).resolves.toMatchObject({ roles: undefined });
    await expect(verify(await aToken({ wids: [] }))).resolves.toMatchObject({ roles: [] });
  });

  it.each([
    ['another audience', { aud: 'another application' }],
    ['another nonce', { nonce: 'nonce-2' }],
    ['no nonce', { nonce: undefined }],
    ['a tenant that is no GUID', { tid: 'contoso.com', iss: issuerOf('contoso.com') }],
    ['an issuer of another tenant', { iss: issuerOf(personalTenant) }],
    ['an issuer of another host', { iss: `https://login.example.com/${tenantId}/v2.0` }],
  ])('refuses a token with %s', async (_, claims) => {
    expect((await refusalOf(await aToken(claims))).code).toBe('sign-in-failed');
  });

  it('refuses a token that has expired', async () => {
    expect((await refusalOf(await aToken({}, { expires: '-2m' }))).details).toEqual({ reason: 'ERR_JWT_EXPIRED' });
  });

  it("refuses a stranger's signature, and a key that nobody published", async () => {
    expect((await refusalOf(await aToken({}, { key: stranger.privateKey }))).code).toBe('sign-in-failed');
    expect((await refusalOf(await aToken({}, { kid: 'key-2' }))).code).toBe('sign-in-failed');
  });

  it('refuses a token that is signed by nobody', async () => {
    const [, payload = ''] = (await aToken()).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');

    expect((await refusalOf(`${header}.${payload}.`)).code).toBe('sign-in-failed');
  });

  it("refuses a work account's token under a key of the personal accounts", async () => {
    expect((await refusalOf(await aToken(), keys(issuerOf(personalTenant)))).details).toEqual({
      reason: 'its key belongs to another issuer',
    });
  });

  it('turns personal accounts away', async () => {
    const token = await aToken({ tid: personalTenant, iss: issuerOf(personalTenant) });

    expect((await refusalOf(token, keys(issuerOf(personalTenant)))).code).toBe('not-azure-ad');
  });
});
