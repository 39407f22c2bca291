import { randomUUID } from 'node:crypto';
import { FakeSharedCounts } from '@rollcall/messaging';
import { eventually } from '@rollcall/servers';
import { Gateway } from '../testing/gateway.js';
import { AccountLimitGuard } from './account-limit.guard.js';

describe(AccountLimitGuard, () => {
  let counts: FakeSharedCounts;
  let one: Gateway;
  let other: Gateway;

  beforeAll(async () => {
    const limits = { USER_RATE_LIMIT: '2', ACCOUNT_RATE_LIMIT: '3' };
    counts = new FakeSharedCounts();
    [one, other] = [await Gateway.start(limits, counts), await Gateway.start(limits, counts)];
  });

  afterEach(() => {
    counts.isAway = false;
  });

  afterAll(async () => {
    await one.close();
    await other.close();
  });

  const ask = async (gateway: Gateway, sub: string, account: string): Promise<number> =>
    (await gateway.call('get', '/me', { claims: { sub, account } })).status;
  const anAccount = () => `Ac${randomUUID()}`;

  // Again with another account where a minute ended in between.

  it('counts what a person asks for at all gateways, and says when to come back', () =>
    eventually(async () => {
      const account = anAccount();
      expect([await ask(one, 'Us1', account), await ask(other, 'Us1', account)]).toEqual([200, 200]);
      const refused = await one.call('get', '/me', { claims: { account } });
      expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    }));

  it('counts what the people of an account ask for together, and others by themselves', () =>
    eventually(async () => {
      const account = anAccount();
      const people = ['Us1', 'Us2', 'Us3', 'Us4'];
      const statuses = await Promise.all(people.map((person, at) => ask(at % 2 ? one : other, person, account)));
      expect(statuses.toSorted()).toEqual([200, 200, 200, 429]);
      expect(await ask(one, 'Us1', anAccount())).toBe(200);
    }));

  it('goes by the count of each gateway while they can not be shared', () =>
    eventually(async () => {
      counts.isAway = true;
      const account = anAccount();
      const three = async (gateway: Gateway) => [
        await ask(gateway, 'Us1', account),
        await ask(gateway, 'Us1', account),
        await ask(gateway, 'Us1', account),
      ];
      expect(await three(one)).toEqual([200, 200, 429]);
      expect(await three(other)).toEqual([200, 200, 429]);
    }));
});
