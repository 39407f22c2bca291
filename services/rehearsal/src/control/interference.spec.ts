import { CONTOSO, FABRIKAM } from '../tenant/accounts.js';
import { textWith } from '../testing/matchers.js';
import { rehearse } from '../testing/rehearse.js';

describe('making things go wrong', () => {
  const rehearsal = rehearse({ REHEARSAL_PEOPLE: 30 });
  let token: string;
  beforeEach(async () => (token = await rehearsal.visitor.consentedToken(CONTOSO)));

  const users = (options = '$top=5&$select=id') => rehearsal.visitor.graph(token, `/users?${options}`);
  const raw = (path = '/users') =>
    fetch(rehearsal.visitor.url(`/v1.0${path}`, {}), { headers: { authorization: `Bearer ${token}` } });
  const fault = (body: Record<string, unknown>) =>
    rehearsal.visitor.control('POST', '/faults', { match: 'GET /v1.0/users', ...body });

  it('fails as many answers as it is told, with the status and Retry-After it is told', async () => {
    await fault({ kind: 'status', status: 429, retryAfterSeconds: 2.5, times: 2 });
    const first = await users();
    expect(first.status).toBe(429);
    expect(first.headers.get('retry-after')).toBe('2.5');
    expect(first.body.error?.code).toBe('TooManyRequests');
    expect([(await users()).status, (await users()).status]).toEqual([429, 200]);
  });

  it('tells the time to wait until as a date, if it is told to', async () => {
    await fault({ kind: 'status', status: 503, retryAfterSeconds: 60, retryAfterDate: true });
    const waitMs = Date.parse((await users()).headers.get('retry-after') ?? '') - Date.now();
    expect(waitMs).toBeGreaterThan(55_000);
    expect(waitMs).toBeLessThanOrEqual(60_000);
  });

  it('calls an answer what it is not', async () => {
    await fault({ kind: 'wrong-type' });
    const response = await raw();
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await response.json()).toHaveProperty('value');
  });

  it('spares the answers before the one it is for, and other paths', async () => {
    await fault({ kind: 'status', status: 503, after: 1 });
    expect((await rehearsal.visitor.graph(token, '/organization')).status).toBe(200);
    expect([(await users()).status, (await users()).status, (await users()).status]).toEqual([200, 503, 200]);
  });

  it('fails one tenant and leaves the others alone, until its faults are cleared', async () => {
    const other = await rehearsal.visitor.consentedToken(FABRIKAM);
    const statusOf = async (bearer: string) => (await rehearsal.visitor.graph(bearer, '/users?$top=1')).status;
    await fault({ kind: 'status', status: 503, times: 10, tenant: CONTOSO });
    expect([await statusOf(other), await statusOf(token)]).toEqual([200, 503]);
    await rehearsal.visitor.control('DELETE', `/faults?tenant=${FABRIKAM}`);
    expect(await statusOf(token)).toBe(503);
    await rehearsal.visitor.control('DELETE', `/faults?tenant=${CONTOSO}`);
    expect(await statusOf(token)).toBe(200);
  });

  it('answers with a page of HTML, as a proxy would', async () => {
    await fault({ kind: 'html', status: 502 });
    const response = await raw();
    expect(response.status).toBe(502);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  });

  it('resets the connection', async () => {
    await fault({ kind: 'reset' });
    await expect(raw()).rejects.toThrow('fetch failed');
    expect((await raw()).status).toBe(200);
  });

  it('cuts an answer off', async () => {
    await fault({ kind: 'truncated' });
    const response = await raw();
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow(/JSON/);
  });

  it('leaves the list out of an answer', async () => {
    await fault({ kind: 'missing-value' });
    const body = (await (await raw('/users?$top=5')).json()) as object;
    expect(body).not.toHaveProperty('value');
    expect(body).toHaveProperty(['@odata.nextLink']);
  });

  it('answers half a page, and leads on as if it were whole', async () => {
    await fault({ kind: 'half-page' });
    const { body } = await users();
    expect(body['value']).toHaveLength(3);
    expect(body).toHaveProperty(['@odata.nextLink']);
  });

  it('counts half of the people, as a filter would that nobody asked for', async () => {
    await fault({ kind: 'half-page' });
    const count = () =>
      fetch(rehearsal.visitor.url('/v1.0/users/$count', {}), {
        headers: { authorization: `Bearer ${token}`, consistencylevel: 'eventual' },
      }).then((response) => response.text());
    expect([await count(), await count()]).toEqual(['15', '30']);
  });

  it.each([
    ['another tenant', 'other-tenant', '/organization?$select=id'],
    ['another person', 'other-person', `/users/ana.admin@contoso.com?$select=id`],
  ])('answers for %s than was asked, in a batch too', async (_what, kind, url) => {
    const idsOf = (body: unknown) => JSON.stringify(body).match(/"id":"[0-9a-f-]{36}"/g);
    const right = idsOf((await rehearsal.visitor.graph(token, url)).body);
    await fault({ kind, match: 'v1.0', times: 2 });
    const alone = idsOf((await rehearsal.visitor.graph(token, url)).body);
    const batch = await rehearsal.visitor.batch(token, [{ id: '1', method: 'GET', url }]);
    expect(right).toHaveLength(1);
    expect(alone).toHaveLength(1);
    expect(alone).not.toEqual(right);
    expect(idsOf(batch.body['responses'])).toEqual(alone);
  });

  it('loses the link to the next page', async () => {
    await fault({ kind: 'no-next-link' });
    const { body } = await users();
    expect(body['value']).toHaveLength(5);
    expect(body).not.toHaveProperty('@odata.nextLink');
  });

  it('answers with an empty page whose link leads to the full one', async () => {
    await fault({ kind: 'empty-page' });
    const { body } = await users();
    expect(body['value']).toEqual([]);
    expect((await rehearsal.visitor.graph(token, String(body['@odata.nextLink']))).body['value']).toHaveLength(5);
  });

  it('answers with a link that leads to the same page', async () => {
    await fault({ kind: 'repeated-page' });
    const first = await users();
    const second = await rehearsal.visitor.graph(token, String(first.body['@odata.nextLink']));
    expect(second.body['value']).toEqual(first.body['value']);
  });

  it('counts wrong by a few', async () => {
    await fault({ kind: 'wrong-count' });
    const { body } = await rehearsal.visitor.graph(token, '/users?$count=true', { ConsistencyLevel: 'eventual' });
    expect(body['@odata.count']).toBe(37);
  });

  it('fails the token endpoint in Entra’s own words', async () => {
    await fault({ kind: 'status', status: 503, code: '90055', retryAfterSeconds: 60, match: 'POST .*/token' });
    const { status, headers, body } = await rehearsal.visitor.applicationToken(CONTOSO);
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('60');
    expect(body).toMatchObject({ error: 'temporarily_unavailable', error_codes: [90055] });
  });

  it('takes its time', async () => {
    await rehearsal.visitor.control('POST', '/delays', { match: '/organization', ms: 60 });
    const started = performance.now();
    await raw('/organization');
    expect(performance.now() - started).toBeGreaterThanOrEqual(59);
  });

  it('holds the very answer it is told to hold, and lets it go', async () => {
    const { visitor } = rehearsal;
    const hold = await visitor.control('POST', '/holds', { match: 'GET /v1.0/users', nth: 2 });
    const path = `/holds/${String(hold.body['id'])}`;
    const state = async () => (await visitor.control('GET', path)).body['state'];

    await users();
    expect(await state()).toBe('waiting');
    let isAnswered = false;
    const held = users().then(() => (isAnswered = true));
    while ((await state()) !== 'reached');
    expect((await rehearsal.visitor.graph(token, '/organization')).status).toBe(200);
    expect(isAnswered).toBe(false);

    expect((await visitor.control('POST', `${path}/release`)).body['state']).toBe('released');
    await held;
    expect((await users()).status).toBe(200);
  });

  it('lets go of everything held on a reset', async () => {
    const { visitor } = rehearsal;
    const hold = await visitor.control('POST', '/holds', { match: '/organization' });
    const held = raw('/organization');
    while ((await visitor.control('GET', `/holds/${String(hold.body['id'])}`)).body['state'] !== 'reached');
    await visitor.control('POST', '/reset');
    expect((await held).status).toBe(401);
  });

  it('tells what was asked, without queries, tokens and itself', async () => {
    await rehearsal.visitor.control('DELETE', '/requests');
    await users();
    await rehearsal.visitor.graph(token, '/users/6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0');
    const { body } = await rehearsal.visitor.control('GET', '/requests');
    expect(body).toMatchObject({
      total: 2,
      byStatus: { 200: 1, 404: 1 },
      byPath: { 'GET /v1.0/users': 1, 'GET /v1.0/users/{id}': 1 },
      recent: [{ path: '/v1.0/users/6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0', status: 404 }, { path: '/v1.0/users' }],
    });
    expect(JSON.stringify(body)).not.toContain('select');
  });

  it.each([
    ['a pattern that is none', '/faults', { kind: 'reset', match: '(' }, 'match must be a regular expression'],
    ['an unknown kind', '/faults', { kind: 'explode', match: 'x' }, 'kind must be one of'],
    ['an unknown key', '/faults', { kind: 'reset', match: 'x', tims: 2 }, 'property tims should not exist'],
    [
      'a status that is no failure',
      '/faults',
      { kind: 'status', match: 'x', status: 200 },
      'status must not be less than 400',
    ],
    ['no pattern', '/holds', {}, 'match must be a regular expression'],
    ['a count of none', '/holds', { match: 'x', nth: 0 }, 'nth must not be less than 1'],
    ['a wait of text', '/delays', { match: 'x', ms: 'long' }, 'ms must be an integer'],
    ['a clock put back', '/clock', { seconds: -1 }, 'seconds must not be less than 1'],
  ])('refuses %s in words', async (_what, path, body, message) => {
    const answer = await rehearsal.visitor.control('POST', path, body);
    expect(answer.status).toBe(400);
    expect(answer.body['message']).toEqual(expect.arrayContaining([textWith(message)]));
  });

  it('knows no hold that nobody made', async () => {
    const { status, body } = await rehearsal.visitor.control('GET', '/holds/hold-99');
    expect(status).toBe(404);
    expect(body['message']).toContain('POST /control/holds makes one');
  });
});
