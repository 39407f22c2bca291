import type { AuditEntry } from '@rollcall/contracts';
import { Gateway } from '../testing/gateway.js';
import { AuditController } from './audit.controller.js';

const entry: AuditEntry = {
  id: '7b0e5f6a-5a1c-4d2e-9a61-0d5f2f7c1e12',
  at: '2026-11-24T02:00:00.000Z',
  actor: { userId: 'Us1', name: '=Ana', role: 'SuperAdmin' },
  action: 'Updated user sync configuration',
  target: 'Draft',
  before: { includeGuests: true },
  after: { includeGuests: false },
};

describe(AuditController, () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.start();
  });

  beforeEach(() => {
    gateway.rpc.requests.length = 0;
    gateway.rpc.answer('rpc.audit.list', ({ cursor }) => ({ items: [entry], ...(!cursor && { next: 'c2' }) }));
  });

  afterAll(() => gateway.close());

  it('lists what was done by whom, filtered, page by page', async () => {
    const query = 'actor=Us1&action=a&search=s&from=2026-11-01&to=2026-11-30T00:00:00Z&limit=5';
    const answer = await gateway.call('get', `/audit?${query}`);

    expect(answer).toMatchObject({ status: 200, body: { items: [entry], next: 'c2' } });
    expect(gateway.rpc.requestsTo('rpc.audit.list')).toEqual([
      {
        accountId: 'AcTest',
        actor: { userId: 'Us1', name: 'Ana Sample', role: 'SuperAdmin' },
        by: 'Us1',
        action: 'a',
        search: 's',
        from: '2026-11-01',
        to: '2026-11-30T00:00:00Z',
        limit: 5,
      },
    ]);
  });

  it('is CSV of all pages for who asks for it, whatever page they name, and no formulas', async () => {
    const headers = { Accept: 'text/csv' };
    const answer = await gateway.call('get', '/audit?limit=1&cursor=c9&actor=Us1', { headers });

    expect(answer.headers).toMatchObject({ 'content-disposition': 'attachment; filename=audit.csv' });
    const line =
      `"2026-11-24T02:00:00.000Z","'=Ana","Us1","SuperAdmin","Updated user sync configuration","Draft",` +
      '"{""includeGuests"":true}","{""includeGuests"":false}"';
    expect(answer.text.split('\r\n')).toEqual([
      '\uFEFF"At","Who","User ID","Role","Action","Target","Before","After"',
      line,
      line,
      '',
    ]);
    expect(gateway.rpc.requestsTo('rpc.audit.list')).toMatchObject([{ by: 'Us1', limit: 200 }, { cursor: 'c2' }]);
  });

  it.each(['UserAdmin', 'User'])('is not for the role %s', async (role) => {
    expect((await gateway.call('get', '/audit', { claims: { role } })).status).toBe(403);
  });

  it.each(['from=yesterday', 'by=Us1', 'limit=0'])('is refused for ?%s', async (query) => {
    expect((await gateway.call('get', `/audit?${query}`)).status).toBe(400);
  });
});
