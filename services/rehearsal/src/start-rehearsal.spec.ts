import { startRehearsal } from './start-rehearsal.js';
import { CONTOSO, FABRIKAM } from './tenant/accounts.js';
import { Visitor } from './testing/visitor.js';

describe(startRehearsal.name, () => {
  it('says which setting to change when a port is taken', async () => {
    const first = await startRehearsal({ REHEARSAL_PEOPLE: 10 });
    const port = Number(new URL(first.origin).port);
    try {
      await expect(startRehearsal({ REHEARSAL_PORT: port })).rejects.toThrow(`REHEARSAL_PORT: port ${port} is taken`);
      await expect(startRehearsal({ SMTP_PORT: first.smtpPort })).rejects.toThrow(
        `SMTP_PORT: port ${first.smtpPort} is taken`,
      );
    } finally {
      await first.close();
    }
  });

  it('refuses settings that are not right', async () => {
    await expect(startRehearsal({ REHEARSAL_PEOPLE: 1 })).rejects.toThrow('REHEARSAL_PEOPLE must not be less than 4');
  });

  it('knows tenants that have consented before', async () => {
    const sut = await startRehearsal({ REHEARSAL_PEOPLE: 10, REHEARSAL_CONSENTED: 'contoso.com' });
    const visitor = new Visitor(sut.origin);
    try {
      expect((await visitor.applicationToken(CONTOSO)).status).toBe(200);
      expect((await visitor.applicationToken(FABRIKAM)).status).toBe(400);
    } finally {
      await sut.close();
    }
  });

  it('closes at once, whatever is held, delayed or kept alive', async () => {
    const sut = await startRehearsal({ REHEARSAL_PEOPLE: 10 });
    const visitor = new Visitor(sut.origin);
    const hold = await visitor.control('POST', '/holds', { match: '/organization' });
    await visitor.control('POST', '/delays', { match: '/users', ms: 600_000 });
    const pending = ['/v1.0/organization', '/v1.0/users'].map((path) =>
      fetch(visitor.url(path, {})).catch(() => 'cut off'),
    );
    while ((await visitor.control('GET', `/holds/${String(hold.body['id'])}`)).body['state'] !== 'reached');
    await sut.close();
    await Promise.all(pending);
    await expect(fetch(visitor.url('/health/live', {}))).rejects.toThrow('fetch failed');
  });
});
