import { CONTOSO } from '../tenant/accounts.js';
import { rehearse } from '../testing/rehearse.js';

interface Inner {
  id: string;
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

const get = (id: string, url: string, more = {}) => ({ id, method: 'GET', url, ...more });

describe('a batch', () => {
  const rehearsal = rehearse({ REHEARSAL_PEOPLE: 30 });
  let token: string;
  beforeEach(async () => (token = await rehearsal.visitor.consentedToken(CONTOSO)));

  const send = async (requests: unknown[]): Promise<Inner[]> =>
    (await rehearsal.visitor.batch(token, requests)).body['responses'] as Inner[];

  it('answers each request by itself', async () => {
    const responses = await send([
      get('1', '/users/ana.admin@contoso.com?$select=id,displayName'),
      get('2', '/users/6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0'),
      get('3', 'users?$count=true&$top=1', { headers: { ConsistencyLevel: 'eventual' } }),
      get('4', '/users/$count', { headers: { consistencylevel: 'eventual' } }),
      { id: '5', method: 'DELETE', url: '/users/ana.admin@contoso.com' },
    ]);
    expect(responses.map(({ id, status }) => [id, status])).toEqual([
      ['1', 200],
      ['2', 404],
      ['3', 200],
      ['4', 200],
      ['5', 405],
    ]);
    expect(responses[0]?.body['displayName']).toBe('Ana Admin');
    expect(responses[2]?.body['@odata.count']).toBe(30);
    expect(responses[3]?.body).toBe('30');
  });

  it('refuses a request that depends on a failed one', async () => {
    const responses = await send([get('a', '/users/nobody'), get('b', '/organization', { dependsOn: ['a'] })]);
    expect(responses[1]?.status).toBe(424);
  });

  it('does not understand an address with a version', async () => {
    const [response] = await send([get('1', '/v1.0/users')]);
    expect(response?.status).toBe(400);
  });

  it.each([
    [
      'more than twenty',
      Array.from({ length: 21 }, (_, index) => get(String(index), '/organization')),
      /maximum value of 20/,
    ],
    ['none', [], /'requests' is missing or empty/],
    ['two with one id', [get('1', '/me'), get('1', '/me')], /id of its own/],
    ['one without a url', [{ id: '1', method: 'GET' }], /'url'/],
  ])('refuses %s', async (_what, requests, message) => {
    const { status, body } = await rehearsal.visitor.batch(token, requests);
    expect(status).toBe(400);
    expect(body.error?.message).toMatch(message);
  });

  it('throttles each request on its own', async () => {
    await rehearsal.visitor.control('POST', '/throttle', { unitsPer10Seconds: 2 });
    const responses = await send(['1', '2', '3'].map((id) => get(id, '/organization')));
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(Number(responses[2]?.headers['Retry-After'])).toBeGreaterThan(0);
  });

  it('fails the very request inside that a fault is for', async () => {
    await rehearsal.visitor.control('POST', '/faults', {
      kind: 'status',
      status: 429,
      retryAfterSeconds: 1.5,
      match: 'GET /v1.0/users/b',
    });
    const responses = await send([get('1', '/organization'), get('2', '/users/b'), get('3', '/users/b')]);
    expect(responses.map(({ status }) => status)).toEqual([200, 429, 404]);
    expect(responses[1]?.headers['Retry-After']).toBe('1.5');
  });
});
