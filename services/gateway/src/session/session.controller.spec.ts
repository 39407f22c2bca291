import { aUser } from '../testing/builders.js';
import { type Answer, Gateway, PUBLIC_URL, SIGN_IN_ORIGIN } from '../testing/gateway.js';
import { setCookies } from '../testing/set-cookies.js';
import { SessionController } from './session.controller.js';

describe(SessionController, () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.start();
    gateway.rpc.answer('rpc.users.register', ({ userId }) => aUser({ userId }));
  });

  afterAll(() => gateway.close());

  async function post(token: string, as: 'json' | 'form', origin?: string): Promise<Answer> {
    const sent = gateway.raw('post', '/api/v1/session').type(as);
    return (origin ? sent.set('Origin', origin) : sent).send({ token });
  }

  it('leads to the sign-in page, which comes back here', async () => {
    const { status, headers } = (await gateway.raw('get', '/api/v1/session/sign-in')) as Answer;
    expect(status).toBe(302);
    const url = new URL(headers.location ?? '');
    expect(url.origin).toBe(SIGN_IN_ORIGIN);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      product: 'rollcall',
      return_to: `${PUBLIC_URL}/api/v1/session`,
    });
  });

  it('keeps the token in a cookie that no script and no other site gets', async () => {
    const token = await gateway.kissflow.token();
    const answer = await post(token, 'json', PUBLIC_URL);
    expect(answer).toMatchObject({ status: 200, body: { userId: 'Us1', mayConfigure: true } });
    const [cookie = ''] = setCookies(answer);
    expect(cookie).toContain(`rollcall_session=${token}; Path=/; Expires=`);
    expect(cookie).toMatch(/; HttpOnly; Secure; SameSite=Lax$/);
    expect(answer.text).not.toContain(token);
  });

  it('makes the cookie usable without TLS where Rollcall has none', async () => {
    const local = await Gateway.start({ PUBLIC_URL: 'http://localhost:8080' });
    const answer = (await local.raw('post', '/api/v1/session').send({ token: await local.kissflow.token() })) as Answer;
    await local.close();
    expect(setCookies(answer)[0]).toMatch(/; HttpOnly; SameSite=Lax$/);
  });

  it('makes the person known when they are first seen, and no more often', async () => {
    const token = await gateway.kissflow.token({ sub: 'Us77', name: 'Bo Specimen', role: 'User' });
    gateway.rpc.requests.length = 0;
    await post(token, 'json');
    await gateway.callAs(token, 'get', '/me');
    expect(gateway.rpc.requestsTo('rpc.users.register')).toEqual([
      { accountId: 'AcTest', userId: 'Us77', name: 'Bo Specimen', email: 'ana@contoso.com', role: 'User' },
    ]);
  });

  it('takes the form that the sign-in page posts, and shows the console', async () => {
    const answer = await post(await gateway.kissflow.token(), 'form', SIGN_IN_ORIGIN);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe(`${PUBLIC_URL}/`);
    expect(setCookies(answer)[0]).toMatch(/^rollcall_session=/);
  });

  it.each([
    ['a form of another site', 'form', 'https://evil.test'],
    ['a form without an origin', 'form', undefined],
    ['a form of a sandbox', 'form', 'null'],
  ] as const)('lets nobody be signed in by %s', async (_, as, origin) => {
    const answer = await post(await gateway.kissflow.token(), as, origin);
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe(`${PUBLIC_URL}/?error=foreign-origin`);
    expect(setCookies(answer).join()).not.toContain('rollcall_session');
  });

  it('lets nobody be signed in by a script of another site', async () => {
    const answer = await post(await gateway.kissflow.token(), 'json', 'https://evil.test');
    expect(answer).toMatchObject({ status: 403, body: { code: 'foreign-origin' } });
    expect(setCookies(answer)).toEqual([]);
  });

  it('makes a person known again when their role has changed', async () => {
    gateway.rpc.requests.length = 0;
    for (const role of ['User', 'SuperAdmin']) {
      await gateway.callAs(await gateway.kissflow.token({ sub: 'Us78', role }), 'get', '/me');
    }
    expect(gateway.rpc.requestsTo('rpc.users.register').map(({ role }) => role)).toEqual(['User', 'SuperAdmin']);
  });

  it('knows whom a sync had added before by the id of then: their inbox is that one, and what they do is theirs', async () => {
    const synced = await Gateway.start();
    synced.rpc.answer('rpc.users.register', () => aUser({ userId: 'UsSynced' }));
    synced.rpc.answer('rpc.inbox.list', () => ({ items: [], unread: 0 }));
    const token = await synced.kissflow.token({ sub: 'UsToken' });
    const [first, ...more] = await Promise.all(
      ['/me', '/notifications', '/notifications'].map((path) => synced.callAs(token, 'get', path)),
    );
    await synced.close();

    expect(first?.body).toMatchObject({ userId: 'UsSynced' });
    expect(more.map(({ status }) => status)).toEqual([200, 200]);
    expect(synced.rpc.requestsTo('rpc.users.register')).toHaveLength(1);
    const asked = { userId: 'UsSynced', actor: { userId: 'UsSynced', name: 'Ana Sample' } };
    expect(synced.rpc.requestsTo('rpc.inbox.list')).toMatchObject([asked, asked]);
  });

  it('ends a failed sign-in at the console, with the words in a cookie and nothing secret anywhere', async () => {
    const token = await gateway.kissflow.token({ exp: 1 });
    const answer = await post(token, 'form', SIGN_IN_ORIGIN);
    expect(answer.headers.location).toBe(`${PUBLIC_URL}/?error=token-expired`);
    const [message = ''] = setCookies(answer);
    expect(decodeURIComponent(message)).toContain('"detail":"Your sign-in has expired. Sign in again."');
    expect(JSON.stringify(answer.headers)).not.toContain(token);
  });

  it('answers a program whose token is no good', async () => {
    const answer = await post(await gateway.kissflow.forgedToken(), 'json');
    expect(answer).toMatchObject({ status: 401, body: { code: 'token-invalid' } });
    expect(setCookies(answer)).toEqual([]);
  });

  it('refuses a token that no browser would keep', async () => {
    const answer = await post('x'.repeat(3_801), 'json');
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'token' }] } });
  });

  it('signs out, also when the sign-in has expired meanwhile', async () => {
    const answer = (await gateway
      .raw('delete', '/api/v1/session')
      .set({ Cookie: 'rollcall_session=expired', Origin: PUBLIC_URL })) as Answer;
    expect(answer.status).toBe(204);
    expect(setCookies(answer)[0]).toMatch(/^rollcall_session=; Path=\/; Expires=Thu, 01 Jan 1970/);
  });

  it('lets no other site sign somebody out', async () => {
    expect((await gateway.browse('delete', '/session', 'https://evil.test')).status).toBe(403);
  });

  it('lets people in while user-lifecycle is away', async () => {
    const alone = await Gateway.start();
    const { status } = await alone.call('get', '/me');
    await alone.close();
    expect(status).toBe(200);
  });
});
