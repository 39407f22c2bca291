import { FakeSharedCounts, FakeSharedRecords, RefusedError, UnavailableError } from '@rollcall/messaging';
import { anOutcome, aRun, runId } from '../testing/builders.js';
import { Gateway } from '../testing/gateway.js';
import { SyncRunsController } from './sync-runs.controller.js';

const otherAccount = { account: 'AcOther', sub: 'Us9' };

describe(SyncRunsController, () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.start();
  });

  beforeEach(() => {
    gateway.rpc.requests.length = 0;
    gateway.rpc
      .answer('rpc.sync.request', () => ({ runId }))
      .answer('rpc.runs.get', ({ accountId, runId: wanted }) =>
        accountId === 'AcTest' && wanted === runId ? aRun() : null,
      );
  });

  afterAll(() => gateway.close());

  it('asks for a sync and says where to follow it', async () => {
    const answer = await gateway.call('post', '/sync-runs', { body: { kind: 'sync' } });
    expect(answer).toMatchObject({ status: 202, body: { runId }, headers: { location: `/api/v1/sync-runs/${runId}` } });
    expect((await gateway.call('get', `/sync-runs/${runId}`)).body).toEqual(aRun());
  });

  it.each([{}, { kind: 'full' }, { kind: 'preview', of: 'all' }, { kind: 'sync', of: 'draft' }])(
    'refuses to start %j',
    async (body) => {
      expect(await gateway.call('post', '/sync-runs', { body })).toMatchObject({
        status: 400,
        body: { code: 'invalid-request' },
      });
      expect(gateway.rpc.requestsTo('rpc.sync.request')).toEqual([]);
    },
  );

  it('asks for a preview of the draft, or of what is active', async () => {
    for (const body of [{ kind: 'preview' }, { kind: 'preview', of: 'active' }]) {
      expect((await gateway.call('post', '/sync-runs', { body })).status).toBe(202);
    }
    const [ofDraft, ofActive] = gateway.rpc.requestsTo('rpc.sync.request');
    expect(ofDraft).toMatchObject({ accountId: 'AcTest', kind: 'preview' });
    expect(ofActive).toMatchObject({ kind: 'preview', of: 'active' });
  });

  it('tells why people of a run were rejected', async () => {
    const reasons = [{ code: 'value-missing', field: 'LastName', people: 7, message: 'No last name.' }];
    gateway.rpc.answer('rpc.outcomes.reasons', () => ({ reasons }));
    expect((await gateway.call('get', `/sync-runs/${runId}/reasons`)).body).toEqual({ reasons });
  });

  it('shows a run as requested while it is on its way, to its own account only', async () => {
    gateway.rpc.answer('rpc.runs.get', () => null);
    await gateway.call('post', '/sync-runs', { body: { kind: 'sync' } });
    const answer = await gateway.call('get', `/sync-runs/${runId}`);
    expect(answer).toMatchObject({ status: 200, body: { runId, status: 'requested', progress: { people: 0 } } });
    expect((await gateway.call('get', `/sync-runs/${runId}`, { claims: otherAccount })).status).toBe(404);
  });

  it('shows a run as requested that was asked for by another gateway', async () => {
    const records = new FakeSharedRecords();
    const gateways = [0, 1].map(() => Gateway.start({}, new FakeSharedCounts(), records));
    const [asked, other] = (await Promise.all(gateways)) as [Gateway, Gateway];
    asked.rpc.answer('rpc.sync.request', () => ({ runId }));
    other.rpc.answer('rpc.runs.get', () => null);

    await asked.call('post', '/sync-runs', { body: { kind: 'sync' } });
    const answer = await other.call('get', `/sync-runs/${runId}`);
    await Promise.all([asked.close(), other.close()]);

    expect(answer).toMatchObject({ status: 200, body: { runId, status: 'requested' } });
  });

  it("does not find another account's run, nor its people", async () => {
    for (const path of [`/sync-runs/${runId}`, `/sync-runs/${runId}/people`]) {
      const answer = await gateway.call('get', path, { claims: otherAccount });
      expect(answer).toMatchObject({ status: 404, body: { code: 'not-found', detail: 'There is no such run.' } });
    }
    expect(gateway.rpc.requestsTo('rpc.outcomes.list')).toEqual([]);
  });

  it('lists runs page by page', async () => {
    gateway.rpc.answer('rpc.runs.list', ({ limit, cursor }) => ({ items: [aRun()], next: `${cursor}+${limit}` }));
    const answer = await gateway.call('get', '/sync-runs?limit=200&cursor=c1');
    expect(answer.body).toEqual({ items: [aRun()], next: 'c1+200' });
  });

  it('lists runs by kind, status and trigger, and refuses what is none', async () => {
    gateway.rpc.answer('rpc.runs.list', () => ({ items: [] }));
    await gateway.call('get', '/sync-runs?kind=preview&status=failure&trigger=manual');
    const asked = { kind: 'preview', status: 'failure', trigger: 'manual' };
    expect(gateway.rpc.requestsTo('rpc.runs.list')).toEqual([expect.objectContaining(asked)]);
    expect((await gateway.call('get', '/sync-runs?kind=full')).status).toBe(400);
  });

  it('cancels a run, and says so where there is nothing to cancel', async () => {
    gateway.rpc.answer('rpc.runs.cancel', () => ({ cancelled: true }));
    expect(await gateway.call('post', `/sync-runs/${runId}/cancel`)).toMatchObject({
      status: 200,
      body: { cancelled: true },
    });
    gateway.rpc.answer('rpc.runs.cancel', () => {
      throw new RefusedError('run-finished', 'This run has ended already.');
    });
    expect((await gateway.call('post', `/sync-runs/${runId}/cancel`)).status).toBe(409);
  });

  describe('the people of a run', () => {
    const people = [
      anOutcome({ name: '=HYPERLINK("http://evil.test")', externalId: 'd1', userId: 'Us5' }),
      anOutcome({
        name: 'Zoë "Z" Müller, 张',
        externalId: 'd2',
        action: 'updated',
        changes: [
          { field: 'LastName', from: 'Muller', to: 'Müller' },
          { field: 'Phone', from: '1', to: null },
        ],
      }),
      anOutcome({
        name: 'Bo',
        externalId: 'd3',
        action: 'rejected',
        reasons: [{ code: 'wrong-format', message: 'Badge date is not in DD/MM/YYYY.' }],
      }),
    ];

    beforeEach(() => {
      // One a page.
      gateway.rpc.answer('rpc.outcomes.list', ({ cursor = '0' }) => {
        const next = Number(cursor) + 1;
        return { items: people.slice(Number(cursor), next), ...(next < people.length && { next: String(next) }) };
      });
    });

    it('are JSON, filtered, page by page', async () => {
      const answer = await gateway.call('get', `/sync-runs/${runId}/people?outcome=added&search=bo&limit=1`);
      expect(answer.body).toEqual({ items: [people[0]], next: '1' });
      expect(gateway.rpc.requestsTo('rpc.outcomes.list')).toEqual([
        expect.objectContaining({ accountId: 'AcTest', runId, action: 'added', search: 'bo', limit: 1 }),
      ]);
    });

    it('are CSV of all pages for who asks for it, and no formulas', async () => {
      const answer = await gateway.call('get', `/sync-runs/${runId}/people`, { headers: { Accept: 'text/csv' } });
      expect(answer.headers).toMatchObject({
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename=sync-run-${runId}.csv`,
      });
      expect(answer.text.split('\r\n')).toEqual([
        '\uFEFF"Name","Directory ID","Outcome","Kissflow user ID","Reason","Changes","At"',
        `"'=HYPERLINK(""http://evil.test"")","d1","added","Us5","","","2026-11-02T10:00:00.000Z"`,
        '"Zoë ""Z"" Müller, 张","d2","updated","","","LastName: Muller > Müller; Phone: 1 > -","2026-11-02T10:00:00.000Z"',
        '"Bo","d3","rejected","","Badge date is not in DD/MM/YYYY.","","2026-11-02T10:00:00.000Z"',
        '',
      ]);
    });

    it('are a problem when even the first page can not be had', async () => {
      gateway.rpc.answer('rpc.outcomes.list', () => {
        throw new UnavailableError('away');
      });
      const answer = await gateway.call('get', `/sync-runs/${runId}/people`, { headers: { Accept: 'text/csv' } });
      expect(answer).toMatchObject({ status: 503, body: { code: 'service-unavailable' } });
    });

    it('break off, rather than end, when a later page can not be had', async () => {
      gateway.rpc.answer('rpc.outcomes.list', ({ cursor }) => {
        if (cursor) throw new UnavailableError('away');
        return { items: people, next: '1' };
      });
      const sut = gateway.call('get', `/sync-runs/${runId}/people`, { headers: { Accept: 'text/csv' } });
      await expect(sut).rejects.toThrow(/aborted|hang up/);
    });

    it.each(['outcome=vanished', 'action=added'])('are refused for ?%s', async (query) => {
      expect((await gateway.call('get', `/sync-runs/${runId}/people?${query}`)).status).toBe(400);
    });
  });
});
