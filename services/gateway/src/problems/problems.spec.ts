import { InvalidMessageError, RefusedError, RetryLaterError } from '@rollcall/messaging';
import { aConfiguration, aScope, somePreferences } from '../testing/builders.js';
import { type Answer, Gateway } from '../testing/gateway.js';

describe('what is answered when something is wrong', () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.start();
  });

  beforeEach(() => {
    gateway.rpc.answer('rpc.configuration.get', () => aConfiguration());
  });

  afterAll(() => gateway.close());

  const refuseWith = (error: Error) =>
    gateway.rpc.answer('rpc.configuration.get', () => {
      throw error;
    });

  describe('with a request', () => {
    it('answers an unknown route with where the API is described', async () => {
      const { status, body, headers } = await gateway.call('get', '/sync-configurations');
      expect(status).toBe(404);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(body).toMatchObject({ code: 'not-found', detail: expect.stringContaining('/api/docs') as string });
    });

    it('answers a known address with another method alike', async () => {
      expect((await gateway.call('patch', '/sync-configuration')).status).toBe(404);
    });

    it('does not quote malformed JSON, which may hold a token', async () => {
      const { status, body, text } = (await gateway
        .raw('post', '/api/v1/session')
        .type('json')
        .send('{"token": secret-token}')) as Answer;
      expect(status).toBe(400);
      expect(body).toMatchObject({ code: 'malformed-json' });
      expect(text).not.toContain('secret');
    });

    it('refuses a body that is too large', async () => {
      const { status, body } = await gateway.call('put', '/sync-configuration/draft/mapping', {
        body: { rows: 'x'.repeat(300_000) },
      });
      expect(status).toBe(413);
      expect(body).toMatchObject({ code: 'body-too-large', detail: expect.stringContaining('256 kB') as string });
    });

    it.each(['text/plain', 'application/xml', 'multipart/form-data; boundary=x'])(
      'refuses a body of %s',
      async (type) => {
        const { status, body } = await gateway
          .raw('put', '/api/v1/sync-configuration/draft/scope')
          .set('Content-Type', type)
          .send('users=all')
          .then((response): Answer => response);
        expect(status).toBe(415);
        expect(body).toMatchObject({ code: 'unsupported-media-type' });
      },
    );

    it('does not read a form where none is expected', async () => {
      const { status, body } = (await gateway
        .raw('put', '/api/v1/sync-configuration/draft/scope')
        .set('Authorization', `Bearer ${await gateway.kissflow.token()}`)
        .type('form')
        .send('users=all')) as Answer;
      expect(status).toBe(400);
      expect(body).toMatchObject({ code: 'invalid-request' });
    });

    it.each<[string, string, object, { field: string; message: RegExp }]>([
      ['an unknown key', 'scope', { ...aScope(), everyone: true }, { field: 'everyone', message: /not known here/ }],
      [
        'a wrong type',
        'scope',
        { ...aScope(), includeGuests: 'false' },
        { field: 'includeGuests', message: /boolean/ },
      ],
      ['a missing key', 'mapping', {}, { field: 'rows', message: /array/ }],
      [
        'an unknown key within',
        'preferences',
        { ...somePreferences(), schedule: { ...somePreferences().schedule, minute: 5 } },
        { field: 'schedule.minute', message: /not known here/ },
      ],
      [
        'a wrong value within a list',
        'mapping',
        { rows: [{ source: 'givenName', target: 'FirstName', syncUpdates: 1 }] },
        { field: 'rows.0.syncUpdates', message: /boolean/ },
      ],
      ['an item that is none', 'mapping', { rows: ['givenName'] }, { field: 'rows.0', message: /object/ }],
      [
        'a time that is none',
        'preferences',
        { ...somePreferences(), schedule: { every: 'day', time: '25:00', timeZone: 'Europe/Berlin' } },
        { field: 'schedule.time', message: /HH:MM/ },
      ],
    ])('names the field and the reason for %s', async (_, step, sent, expected) => {
      gateway.rpc.requests.length = 0;
      const { status, body } = await gateway.call('put', `/sync-configuration/draft/${step}`, { body: sent });
      expect(status).toBe(400);
      expect(body).toMatchObject({
        code: 'invalid-request',
        detail: expect.stringContaining(expected.field) as string,
        errors: [{ field: expected.field, message: expect.stringMatching(expected.message) as string }],
      });
      expect(gateway.rpc.requests.filter(({ subject }) => subject !== 'rpc.users.register')).toEqual([]);
    });

    it.each([[[]], [[aScope()]]])('refuses a list where an object belongs: %j', async (sent) => {
      const { status, body } = await gateway.call('put', '/sync-configuration/draft/scope', { body: sent });
      expect(status).toBe(400);
      expect(body).toMatchObject({ code: 'invalid-request' });
    });

    it.each([
      ['limit=0', /limit must not be less than 1/],
      ['limit=201', /limit must not be greater than 200/],
      ['limit=many', /limit must be a whole number/],
      ['limit=1.5', /limit must be a whole number/],
      ['limit=', /limit/],
      ['limit=1&limit=2', /limit must be a whole number/],
      ['cursor=a&cursor=b', /cursor must be a string/],
      ['page=2', /page: is not known here/],
      [`cursor=${'x'.repeat(4_001)}`, /cursor must be shorter/],
    ])('refuses ?%s', async (query, words) => {
      const { status, body } = await gateway.call('get', `/sync-runs?${query}`);
      expect(status).toBe(400);
      expect(body).toMatchObject({ code: 'invalid-request', detail: expect.stringMatching(words) as string });
    });

    it('refuses an id that is none before anybody is asked', async () => {
      const { status, body } = await gateway.call('get', '/sync-runs/latest');
      expect(status).toBe(400);
      expect(body).toMatchObject({ errors: [{ field: 'runId', message: 'runId must be a UUID' }] });
    });

    it('refuses an address that can not be decoded', async () => {
      const { status, body } = await gateway.call('get', '/users/%FF');
      expect(status).toBe(400);
      expect(body).toMatchObject({ code: 'invalid-request' });
    });
  });

  describe('in a service', () => {
    it.each([
      ['not-active', 409],
      ['draft-changed', 412],
      ['not-ready', 422],
      ['invitation-expired', 410],
      ['sign-in-failed', 502],
    ] as const)('passes a refusal %s on as %d, in its own words', async (code, expected) => {
      refuseWith(new RefusedError(code, 'Do this first.'));
      const { status, body } = await gateway.call('get', '/sync-configuration');
      expect(status).toBe(expected);
      expect(body).toMatchObject({ status: expected, code, detail: 'Do this first.' });
    });

    it('answers a refusal it does not know yet as a no', async () => {
      refuseWith(new RefusedError('made-later' as 'not-ready', 'Not like this.'));
      expect(await gateway.call('get', '/sync-configuration')).toMatchObject({
        status: 409,
        body: { code: 'made-later' },
      });
    });

    it('lists what is in the way, one by one', async () => {
      const problems = [{ code: 'mapping-not-tested', message: 'Test the mapping.' }];
      refuseWith(new RefusedError('not-ready', 'Not yet.', problems));
      expect((await gateway.call('get', '/sync-configuration')).body).toMatchObject({ problems });
    });

    it('tells the facts of a refusal', async () => {
      const details = { changedBy: 'Bo Specimen', etag: 'e2' };
      refuseWith(new RefusedError('draft-changed', 'Changed.', details));
      expect((await gateway.call('get', '/sync-configuration')).body).toMatchObject({ details });
    });

    it('says when to come back to a throttled directory', async () => {
      refuseWith(new RetryLaterError(12_300, 'Microsoft asks to wait', { code: 'directory-throttled' }));
      const { status, body, headers } = await gateway.call('get', '/sync-configuration');
      expect(status).toBe(503);
      expect(headers['retry-after']).toBe('13');
      expect(body).toMatchObject({
        code: 'directory-throttled',
        detail: 'Microsoft asks to wait. Try again in 13 s.',
      });
    });

    it('does not blame the directory where a part of Rollcall is busy', async () => {
      refuseWith(new RetryLaterError(2_000, "config can't reach what it needs just now"));
      const { status, body, headers } = await gateway.call('get', '/sync-configuration');
      expect(status).toBe(503);
      expect(headers['retry-after']).toBe('2');
      expect(body).toMatchObject({ code: 'service-unavailable' });
    });

    it('says that a service is away, not which', async () => {
      const { status, body, headers, text } = await gateway.call('get', '/user-fields');
      expect(status).toBe(503);
      expect(headers['retry-after']).toBe('5');
      expect(body).toMatchObject({ code: 'service-unavailable' });
      expect(text).not.toContain('rpc.');
    });

    it('passes on what a service finds wrong with a request', async () => {
      refuseWith(new InvalidMessageError('a group needs an id'));
      const { status, body } = await gateway.call('get', '/sync-configuration');
      expect(status).toBe(400);
      expect(body).toMatchObject({ code: 'invalid-request', detail: 'a group needs an id' });
    });

    it('shows nothing of a failure but the id to find it by', async () => {
      refuseWith(new TypeError('cannot read secret-value of undefined at /srv/rollcall/x.js:1'));
      const { status, body, text, headers } = await gateway.call('get', '/sync-configuration');
      expect(status).toBe(500);
      expect(body).toMatchObject({ code: 'internal-error', requestId: headers['x-request-id'] });
      expect(text).not.toMatch(/secret|srv|TypeError/);
    });
  });

  it('answers too many requests with when to come back', async () => {
    const narrow = await Gateway.start({ RATE_LIMIT: '2' });
    const answers: Answer[] = [];
    for (let call = 1; call <= 3; call++) answers.push(await narrow.call('get', '/me'));
    const elsewhere = await narrow.raw('get', '/health/live');
    await narrow.close();
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]?.body).toMatchObject({ code: 'too-many-requests' });
    expect(Number(answers[2]?.headers['retry-after'])).toBeGreaterThan(0);
    expect(elsewhere.status).toBe(404);
  });
});
