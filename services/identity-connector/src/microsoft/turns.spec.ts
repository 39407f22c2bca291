import { setImmediate } from 'node:timers/promises';
import type { GraphCall } from './graph.client.js';
import { Turns } from './turns.js';

const low: GraphCall = { tenantId: 'one', priority: 'low' };
const never = new AbortController().signal;

describe(Turns.name, () => {
  let sut: Turns;
  let begun: string[];
  let finish: (() => void)[];

  beforeEach(() => {
    sut = new Turns();
    begun = [];
    finish = [];
  });

  const work = (call: GraphCall, signal = never): Promise<string> =>
    sut.take(call, signal, () => {
      begun.push(`${call.tenantId} ${call.priority}`);
      return new Promise((resolve) => finish.push(() => resolve('done')));
    });

  it('asks a tenant six things at once, and the rest as answers come', async () => {
    const all = Array.from({ length: 9 }, () => work(low));
    await setImmediate();
    expect(begun).toHaveLength(6);

    finish[0]?.();
    await all[0];
    await setImmediate();
    expect(begun).toHaveLength(7);
  });

  it('lets neither other tenants nor people wait for those', async () => {
    for (let count = 0; count < 50; count++) void work(low);
    void work({ ...low, priority: 'high' });
    void work({ ...low, tenantId: 'two' });
    await setImmediate();

    expect(begun.slice(6)).toEqual(['one high', 'two low']);
  });

  it('lets whoever gives up leave the line', async () => {
    const [first] = Array.from({ length: 6 }, () => work(low));
    const givingUp = new AbortController();
    const seventh = work(low, givingUp.signal);
    givingUp.abort(new Error('too long'));

    await expect(seventh).rejects.toThrow('too long');
    finish[0]?.();
    await first;
    await setImmediate();
    expect(begun).toHaveLength(6);
  });

  it('asks slower, where nobody waits, when a tenant comes near its limit', async () => {
    sut.heed(low, new Headers({ 'x-ms-throttle-limit-percentage': '0.9' }));
    const before = performance.now();
    const { signal } = new AbortController();
    const asked = (call: GraphCall): Promise<number> =>
      sut.take(call, signal, () => Promise.resolve(performance.now() - before));

    const [urgent, other, slower] = await Promise.all([
      asked({ ...low, priority: 'high' }),
      asked({ ...low, tenantId: 'two' }),
      asked(low),
    ]);

    expect(slower).toBeGreaterThanOrEqual(499);
    expect(Math.max(urgent, other)).toBeLessThan(slower);
  });

  it('goes on as usual where the tenant is far from it', () => {
    sut.heed(low, new Headers({ 'x-ms-resource-unit': '1' }));

    void work(low);

    expect(begun).toHaveLength(1);
  });
});
