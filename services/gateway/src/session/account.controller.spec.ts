import { RetryLaterError } from '@rollcall/messaging';
import { Gateway } from '../testing/gateway.js';
import { AccountController } from './account.controller.js';

describe(AccountController, () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.start();
  });

  beforeEach(() => {
    gateway.rpc.requests.length = 0;
    gateway.rpc.answer('rpc.account.erase', () => ({ erased: true }));
  });

  afterAll(() => gateway.close());

  it('erases the account whose id is named, and says what stays', async () => {
    const answer = await gateway.call('delete', '/account?confirm=AcTest');

    expect(answer.status).toBe(202);
    expect(JSON.stringify(answer.body)).toContain('audit trail');
    expect(gateway.rpc.requestsTo('rpc.account.erase')).toMatchObject([
      { accountId: 'AcTest', actor: { userId: 'Us1' } },
    ]);
  });

  it.each(['', '?confirm=AcOther', '?confirm='])('does nothing for %s', async (query) => {
    expect((await gateway.call('delete', `/account${query}`)).status).toBe(400);
    expect(gateway.rpc.requestsTo('rpc.account.erase')).toEqual([]);
  });

  it.each(['IamAdmin', 'UserAdmin', 'User'])('is not for the role %s', async (role) => {
    expect((await gateway.call('delete', '/account?confirm=AcTest', { claims: { role } })).status).toBe(403);
  });

  it('says when to come back while a sync is being stopped', async () => {
    gateway.rpc.answer('rpc.account.erase', () => {
      throw new RetryLaterError(5_000, 'A sync is being stopped first');
    });
    const answer = await gateway.call('delete', '/account?confirm=AcTest');

    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  });
});
