import { randomUUID } from 'node:crypto';
import { FakeSharedCounts, FakeSharedRecords, RefusedError, UnavailableError } from '@rollcall/messaging';
import { runId } from '../testing/builders.js';
import { Gateway } from '../testing/gateway.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';

describe(IdempotencyInterceptor, () => {
  const records = new FakeSharedRecords();
  let one: Gateway;
  let other: Gateway;
  let key: string;

  beforeAll(async () => {
    const gateways = [0, 1].map(() => Gateway.start({}, new FakeSharedCounts(), records));
    [one, other] = (await Promise.all(gateways)) as [Gateway, Gateway];
  });

  beforeEach(() => {
    key = randomUUID();
    records.isAway = false;
    for (const { rpc } of [one, other]) {
      rpc.requests.length = 0;
      rpc.answer('rpc.sync.request', () => ({ runId }));
    }
  });

  afterAll(() => Promise.all([one.close(), other.close()]));

  const sync = (gateway: Gateway, idempotencyKey = key, body: object = { kind: 'sync' }, claims = {}) =>
    gateway.call('post', '/sync-runs', { body, claims, headers: { 'Idempotency-Key': idempotencyKey } });
  const asked = (gateway: Gateway) => gateway.rpc.requestsTo('rpc.sync.request').length;

  it('answers the same request as before, whichever gateway it reaches, and does nothing more', async () => {
    const first = await sync(one);
    other.rpc.answer('rpc.sync.request', () => ({ runId: 'another' }));
    const second = await sync(other);

    expect(first).toMatchObject({ status: 202, body: { runId } });
    expect(second).toMatchObject({
      status: 202,
      body: { runId },
      headers: { location: `/api/v1/sync-runs/${runId}` },
    });
    expect([asked(one), asked(other)]).toEqual([1, 0]);
  });

  it('does it again without a key, and with another one', async () => {
    const body = { kind: 'sync' };
    await one.call('post', '/sync-runs', { body });
    await one.call('post', '/sync-runs', { body });
    await sync(one);
    await sync(one, `${key}-2`);

    expect(asked(one)).toBe(4);
  });

  it("takes one person's key for another request when somebody else sends it", async () => {
    await sync(one);
    await sync(one, key, { kind: 'sync' }, { sub: 'Us2' });
    await sync(one, key, { kind: 'sync' }, { account: 'AcOther' });

    expect(asked(one)).toBe(3);
  });

  it('refuses a key that came with another request', async () => {
    await sync(one);

    expect(await sync(other, key, { kind: 'preview' })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused', detail: expect.stringContaining('Make a new one') as string },
    });
    expect(asked(other)).toBe(0);
  });

  it('refuses a request that is being answered', async () => {
    let answer = (): void => undefined;
    const asking = new Promise<void>((begun) => {
      one.rpc.answer('rpc.sync.request', async () => {
        begun();
        await new Promise<void>((resolve) => (answer = resolve));
        return { runId };
      });
    });
    const first = sync(one);
    await asking;

    expect(await sync(other)).toMatchObject({
      status: 409,
      body: { code: 'request-in-progress' },
      headers: { 'retry-after': '2' },
    });
    answer();
    expect(await first).toMatchObject({ status: 202 });
    expect(await sync(other)).toMatchObject({ status: 202, body: { runId } });
  });

  it.each([
    ['was refused', new RefusedError('not-active', 'Activate the configuration first.')],
    ['failed', new UnavailableError('away')],
  ])('does what %s before, or another thing in its place', async (_how, error) => {
    one.rpc.answer('rpc.sync.request', () => {
      throw error;
    });
    expect((await sync(one)).status).toBeGreaterThanOrEqual(400);

    expect(await sync(other, key, { kind: 'preview' })).toMatchObject({ status: 202, body: { runId } });
  });

  it.each(['', 'short', 'with a space in it', 'x'.repeat(101)])('refuses the key "%s"', async (wrong) => {
    expect(await sync(one, wrong)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(asked(one)).toBe(0);
  });

  it('does nothing while it can not know whether it did already', async () => {
    records.isAway = true;

    expect(await sync(one)).toMatchObject({ status: 503, body: { code: 'service-unavailable' } });
    expect(asked(one)).toBe(0);
  });

  it('keeps no answer that others could read', async () => {
    const address = 'kim.example@contoso.com';
    one.rpc.answer('rpc.deliveries.invite', () => ({ to: address }) as never);
    const invite = () => one.call('post', '/users/Us7/invitation', { headers: { 'Idempotency-Key': key } });
    const kept: string[] = [];
    const keep = records.keep.bind(records);
    records.keep = (...record: Parameters<typeof keep>) => {
      kept.push(JSON.stringify(record[1]));
      return keep(...record) as never;
    };

    expect([(await invite()).body, (await invite()).body]).toEqual([{ to: address }, { to: address }]);
    expect(one.rpc.requestsTo('rpc.deliveries.invite')).toHaveLength(1);
    expect(kept.join()).toContain('answer');
    expect(kept.join()).not.toContain('contoso');
  });
});
