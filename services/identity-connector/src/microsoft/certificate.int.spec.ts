import { fileURLToPath } from 'node:url';
import { CONTOSO, REHEARSAL_CLIENT_SECRET } from '@rollcall/rehearsal';
import { startTogether, type Together } from '../testing/start-together.js';

/** Made for these tests; nothing accepts it but the rehearsal tenant below. */
const certificate = fileURLToPath(new URL('../testing/certificate.pem', import.meta.url));

describe('a certificate instead of a secret', () => {
  let sut: Together;

  beforeAll(async () => {
    sut = await startTogether(
      { AZURE_CLIENT_CERTIFICATE_FILE: certificate, AZURE_CLIENT_SECRET: 'not the right one' },
      { AZURE_CLIENT_CERTIFICATE: certificate },
    );
  });

  afterAll(() => sut.close());

  it('connects a tenant and reads it', async () => {
    const accountId = 'AcCertificate1';
    const { connectionId } = await sut.connect(accountId);
    const where = { accountId, connectionId, tenantId: CONTOSO };

    const { people } = await sut.rpc.request('rpc.directory.page', {
      ...where,
      source: { kind: 'users' },
      attributes: [],
    });

    expect(people).toHaveLength(999);
  });
});

describe('two credentials while one is renewed', () => {
  it.each([
    ['secret', { AZURE_CLIENT_SECRET: 'worn out', AZURE_CLIENT_SECRET_NEXT: REHEARSAL_CLIENT_SECRET }],
    ['certificate', { AZURE_CLIENT_CERTIFICATE_FILE: certificate, AZURE_CLIENT_SECRET: REHEARSAL_CLIENT_SECRET }],
  ])('connect a tenant and read it when Microsoft refuses the first, a %s', async (_, settings) => {
    const sut = await startTogether(settings);
    const accountId = 'AcRenewal1';
    const { connectionId } = await sut.connect(accountId);
    const where = { accountId, connectionId, tenantId: CONTOSO };

    const { total } = await sut.rpc.request('rpc.directory.count', { ...where, source: { kind: 'users' } });
    await sut.close();

    expect(total).toBeGreaterThan(1_000);
  });

  it('are said to be refused by the first of them when Microsoft refuses both', async () => {
    const sut = await startTogether({
      AZURE_CLIENT_CERTIFICATE_FILE: certificate,
      AZURE_CLIENT_SECRET: 'wrong as well',
    });
    const error: unknown = await sut.connect('AcRenewal2').catch((reason: unknown) => reason);
    await sut.close();

    expect(error).toMatchObject({
      code: 'server-setting',
      message: expect.stringContaining('the certificate is not accepted') as string,
    });
  });
});
