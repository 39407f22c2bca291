import { RefusedError } from '@rollcall/messaging';
import { aConfiguration, aDraft, aScope, runId, somePreferences } from '../testing/builders.js';
import { Gateway } from '../testing/gateway.js';
import { DraftController } from './draft.controller.js';

const request = { accountId: 'AcTest', actor: { userId: 'Us1', name: 'Ana Sample', role: 'SuperAdmin' } };
const rows = [{ source: 'givenName', target: 'FirstName', syncUpdates: true }];

describe(DraftController, () => {
  let gateway: Gateway;
  let etag: string;

  beforeAll(async () => {
    gateway = await Gateway.start();
    const saved = (from: { etag?: string }) => {
      if (from.etag !== undefined && from.etag !== etag) throw new RefusedError('draft-changed', 'Bo changed this.');
      etag = `${etag}+`;
      return aConfiguration({ state: 'draft', draft: aDraft({ etag }) });
    };
    gateway.rpc
      .answer('rpc.configuration.get', () => aConfiguration({ state: 'draft', draft: aDraft({ etag }) }))
      .answer('rpc.configuration.save-scope', saved)
      .answer('rpc.configuration.save-mapping', saved)
      .answer('rpc.configuration.save-preferences', saved)
      .answer('rpc.configuration.discard', () => aConfiguration())
      .answer('rpc.configuration.activate', (from) => {
        saved(from);
        return { revision: 1, runId };
      });
  });

  beforeEach(() => {
    etag = 'e1';
    gateway.rpc.requests.length = 0;
  });

  afterAll(() => gateway.close());

  it('saves each step and answers with the next ETag', async () => {
    const scope = await gateway.call('put', '/sync-configuration/draft/scope', { body: aScope() });
    expect(scope).toMatchObject({ status: 200, headers: { etag: '"e1+"' }, body: { state: 'draft' } });
    const mapping = await gateway.call('put', '/sync-configuration/draft/mapping', { body: { rows } });
    expect(mapping).toMatchObject({ status: 200, headers: { etag: '"e1++"' } });
    const preferences = await gateway.call('put', '/sync-configuration/draft/preferences', { body: somePreferences() });
    expect(preferences).toMatchObject({ status: 200, headers: { etag: '"e1+++"' } });
    expect(gateway.rpc.requestsTo('rpc.configuration.save-scope')).toEqual([{ ...request, scope: aScope() }]);
    expect(gateway.rpc.requestsTo('rpc.configuration.save-mapping')).toEqual([{ ...request, rows }]);
    expect(gateway.rpc.requestsTo('rpc.configuration.save-preferences')).toEqual([
      { ...request, preferences: somePreferences() },
    ]);
  });

  it('saves from the ETag that a read answered, and not from an older one', async () => {
    const { headers } = await gateway.call('get', '/sync-configuration');
    const save = () =>
      gateway.call('put', '/sync-configuration/draft/mapping', {
        body: { rows },
        headers: { 'If-Match': headers.etag ?? '' },
      });
    expect((await save()).status).toBe(200);
    expect(await save()).toMatchObject({ status: 412, body: { code: 'draft-changed', detail: 'Bo changed this.' } });
  });

  it.each(['"e1"', 'W/"e1"', '*'])('takes If-Match: %s', async (value) => {
    const headers = { 'If-Match': value };
    expect((await gateway.call('post', '/sync-configuration/activate', { headers })).status).toBe(202);
  });

  it.each(['e1', '"e1", "e2"', '""', '"e'])('refuses If-Match: %s, which is not one ETag', async (value) => {
    const answer = await gateway.call('post', '/sync-configuration/activate', { headers: { 'If-Match': value } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(answer.text).toContain('If-Match');
  });

  it('answers a read whole even to who has that draft: the rest of the configuration has changed', async () => {
    const answer = await gateway.call('get', '/sync-configuration', { headers: { 'If-None-Match': '"e1"' } });
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"e1"', 'cache-control': 'no-store' } });
  });

  it('has no ETag where there is no draft', async () => {
    const answer = await gateway.call('delete', '/sync-configuration/draft');
    expect(answer.status).toBe(200);
    expect(answer.headers).not.toHaveProperty('etag');
  });

  it('tests the mapping on a sample or on the people given, and shows the latest test', async () => {
    const test = { testId: 't1', mappingHash: 'h1', result: 'passed' as const, problems: [], people: [], testedAt: '' };
    gateway.rpc.answer('rpc.mapping.test', () => test).answer('rpc.mapping.latest', () => null);
    expect(await gateway.call('post', '/sync-configuration/draft/test')).toMatchObject({ status: 200, body: test });
    await gateway.call('post', '/sync-configuration/draft/test', { body: { people: ['d1'] } });
    await gateway.call('post', '/sync-configuration/draft/test', { body: { search: 'Bo' } });
    expect(gateway.rpc.requestsTo('rpc.mapping.test')).toEqual([
      request,
      { ...request, people: ['d1'] },
      { ...request, search: 'Bo' },
    ]);
    expect((await gateway.call('get', '/sync-configuration/draft/test')).status).toBe(404);
    gateway.rpc.answer('rpc.mapping.latest', () => test);
    expect((await gateway.call('get', '/sync-configuration/draft/test')).body).toEqual(test);
  });

  it('proposes rows for a field', async () => {
    const suggestion = { row: { source: 'jobTitle', target: 'Designation', syncUpdates: true }, why: 'Same meaning.' };
    gateway.rpc.answer('rpc.mapping.suggest', () => ({ suggestions: [suggestion] }));
    expect((await gateway.call('get', '/sync-configuration/draft/suggestions?target=Designation')).body).toEqual({
      items: [suggestion],
    });
    expect(gateway.rpc.requestsTo('rpc.mapping.suggest')).toEqual([{ ...request, target: 'Designation' }]);
    expect((await gateway.call('get', '/sync-configuration/draft/suggestions')).status).toBe(400);
  });

  it.each<[string, object, string]>([
    ['200 rows', { rows: Array.from({ length: 200 }, () => rows[0]) }, 'no more than 100'],
    ['a default of 1,025 characters', { rows: [{ ...rows[0], default: 'x'.repeat(1_025) }] }, '1024'],
    ['a megabyte', { rows: [{ ...rows[0], default: 'x'.repeat(1_000_000) }] }, 'larger than the 256 kB accepted'],
    ['a format nobody knows', { rows: [{ ...rows[0], format: { date: 'MMDDYY' } }] }, 'DD/MM/YYYY'],
    ['something beside the format', { rows: [{ ...rows[0], format: { dates: 1 } }] }, 'is not known here'],
    ['eleven fallbacks', { rows: [{ ...rows[0], fallbacks: Array.from({ length: 11 }, String) }] }, 'no more than 10'],
  ])('refuses %s in words, and saves nothing', async (_title, body, words) => {
    const answer = await gateway.call('put', '/sync-configuration/draft/mapping', { body });

    expect([400, 413]).toContain(answer.status);
    expect(answer.text).toContain(words);
    expect(gateway.rpc.requestsTo('rpc.configuration.save-mapping')).toEqual([]);
  });
});
