import { connect } from 'node:net';
import { configure } from './configure.js';
import { type Answer, Gateway } from './testing/gateway.js';

interface ApiDescription {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>
  >;
  components: { schemas: Record<string, object> };
}

/** What a server answers to these headers, as it stands on the wire. */
function sendHeaders({ hostname, port }: URL, headers: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET / HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n`),
    );
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString());
    });
    socket.once('error', reject);
  });
}

describe(configure, () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.start();
  });

  afterAll(() => gateway.close());

  const get = async (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    gateway.raw('get', path).set(headers);

  it('serves the console, which may load and reach nothing but its own origin', async () => {
    const answer = await get('/', { Accept: 'text/html' });
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    });
    const nonce = /nonce="([^"]+)"/.exec(answer.text)?.[1];
    expect(answer.headers['content-security-policy']).toBe(
      `default-src 'none';script-src 'self';style-src 'self' 'nonce-${nonce}';img-src 'self' data:;connect-src 'self';` +
        "font-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    );
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(answer.headers).not.toHaveProperty('x-powered-by');
  });

  it('lets styles of its page apply with a nonce that no other answer has', async () => {
    const pages = await Promise.all([get('/', { Accept: 'text/html' }), get('/', { Accept: 'text/html' })]);
    expect(new Set(pages.map(({ text }) => text)).size).toBe(2);
  });

  it('lets browsers keep the files that the build names after what is in them', async () => {
    const { status, headers } = await get('/assets/example-1a2b3c.js');
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it.each(['/identity-providers/select?error=not-administrator', '/sync-runs/0b3c8a52', '/invitations/token'])(
    'serves the console at %s, where links lead',
    async (path) => {
      const answer = await get(path, { Accept: 'text/html,*/*' });
      expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    },
  );

  it.each(['/api/v1/nothing', '/API/nothing', '/health/nothing', '/assets/nothing', '/missing.js'])(
    'serves no page at %s',
    async (path) => {
      const answer = await get(path, path.endsWith('.js') ? {} : { Accept: 'text/html' });
      expect(answer).toMatchObject({
        status: 404,
        headers: { 'content-type': 'application/problem+json; charset=utf-8' },
      });
    },
  );

  it('gives every answer the id of its trace, and goes on with the trace of the caller', async () => {
    expect((await get('/api/v1/me')).headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const answer = await get('/api/v1/me', { traceparent: `00-${traceId}-00f067aa0ba902b7-01` });
    expect(answer.headers['x-request-id']).toBe(traceId);
    expect(answer.body).toMatchObject({ requestId: traceId });
  });

  it('lets nobody keep answers of the API', async () => {
    expect((await get('/api/v1/me')).headers['cache-control']).toBe('no-store');
  });

  it('asks for TLS for ever only where there is TLS', async () => {
    expect((await get('/')).headers).toHaveProperty('strict-transport-security');
    const local = await Gateway.start({ PUBLIC_URL: 'http://localhost:8080' });
    const { headers } = (await local.raw('get', '/')) as Answer;
    await local.close();
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('describes every route with what it answers, and problems', async () => {
    const { paths, components } = (await get('/api/docs-json')).body as ApiDescription;
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/v1/me', '/api/v1/sync-runs/{runId}/people']));
    expect(components.schemas).toHaveProperty('ProblemDocument');
    const without = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(
          ([, { responses }]) =>
            !Object.entries(responses).some(
              ([status, { content }]) => /^[23]/.test(status) && (content || status !== '200'),
            ),
        )
        .map(([method]) => `${method} ${path}`),
    );
    expect(without).toEqual([]);
    const example = paths['/api/v1/sync-runs']?.get?.responses;
    expect(example?.['200']?.content?.['application/json']?.schema).toMatchObject({
      properties: { items: { items: { $ref: '#/components/schemas/Run' } } },
    });
    expect(example?.default?.content).toHaveProperty('application/problem+json');
  });

  it('says of each call whether somebody has to be signed in', async () => {
    const { paths } = (await get('/api/docs-json')).body as {
      paths: Record<string, Record<string, { security?: object[] }>>;
    };
    const open = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, { security }]) => security)
        .map(([method, { security }]) => [`${method} ${path}`, security]),
    );
    expect(open.length).toBeGreaterThan(5);
    expect(open).toEqual(open.map(([call]) => [call, [{}]]));
    expect(open.map(([call]) => call)).toContain('post /api/v1/invitations/{token}/accept');
  });

  it('waits for nobody who sends a request slowly, and reads no headers without end', async () => {
    const url = new URL(await gateway.url());
    expect(await sendHeaders(url, `X-Long: ${'x'.repeat(20_000)}`)).toMatch(/^HTTP\/1.1 431 /);
    expect(gateway.server).toMatchObject({ headersTimeout: 10_000, requestTimeout: 30_000 });
  });

  it('shows the description to people', async () => {
    const { status, text } = await get('/api/docs');
    expect(status).toBe(200);
    expect(text).toContain('Rollcall API');
  });
});
