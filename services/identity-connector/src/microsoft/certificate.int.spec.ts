import { fileURLToPath } from 'node:url';
import { CONTOSO } from '@rollcall/rehearsal';
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
