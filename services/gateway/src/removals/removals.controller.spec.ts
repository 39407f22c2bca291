import type { Removal } from '@rollcall/contracts';
import { runId } from '../testing/builders.js';
import { Gateway } from '../testing/gateway.js';
import { RemovalsController } from './removals.controller.js';

const asOf = '2026-11-02T10:00:00.000Z';
const removal: Removal = {
  externalId: 'd1',
  userId: 'Us1',
  name: 'Bo Specimen',
  state: 'held',
  reason: 'Deleted in Azure AD.',
  runId,
  heldAt: asOf,
};

describe(RemovalsController, () => {
  let gateway: Gateway;

  const decide = (body: object, role = 'SuperAdmin') =>
    gateway.call('post', '/removals/decide', { body, claims: { role } });

  beforeAll(async () => {
    gateway = await Gateway.start();
  });

  beforeEach(() => {
    gateway.rpc.requests.length = 0;
    gateway.rpc
      .answer('rpc.removals.list', () => ({ items: [removal], asOf }))
      .answer('rpc.users.describe-use', () => ({ users: [] }))
      .answer('rpc.removals.decide', ({ decision }) => ({ people: 2, ...(decision === 'approve' && { runId }) }));
  });

  afterAll(() => gateway.close());

  it('lists removals by their state', async () => {
    expect((await gateway.call('get', '/removals?state=held&limit=10')).body).toEqual({ items: [removal], asOf });
    expect(gateway.rpc.requestsTo('rpc.removals.list')).toMatchObject([
      { accountId: 'AcTest', state: 'held', limit: 10 },
    ]);
    expect((await gateway.call('get', '/removals?state=candidate')).status).toBe(400);
  });

  it('says what each removal would cut, of users who are still there', async () => {
    const gone = { ...removal, externalId: 'd2', userId: 'Us2', state: 'carriedOut' as const };
    const use = { lastSignInAt: asOf, groups: [{ groupId: 'Gr1', name: 'Sales' }], groupCount: 4 };
    gateway.rpc
      .answer('rpc.removals.list', () => ({ items: [removal, gone], next: 'n' }))
      .answer('rpc.users.describe-use', () => ({ users: [{ userId: 'Us1', ...use }] }));
    expect((await gateway.call('get', '/removals')).body).toEqual({ items: [{ ...removal, use }, gone], next: 'n' });
    expect(gateway.rpc.requestsTo('rpc.users.describe-use')).toMatchObject([{ userIds: ['Us1', 'Us2'] }]);
  });

  it.each([
    [{ approve: 'all' }, { decision: 'approve' }],
    [{ approve: ['d1', 'd2'] }, { decision: 'approve', externalIds: ['d1', 'd2'] }],
    [{ keep: 'all' }, { decision: 'keep' }],
    [{ keep: [] }, { decision: 'keep', externalIds: [] }],
  ])('decides %j, in the name of whoever decides', async (body, asked) => {
    expect(await decide({ ...body, asOf })).toMatchObject({ status: 200, body: { people: 2 } });
    const actor = { userId: 'Us1', name: 'Ana Sample', role: 'SuperAdmin' };
    expect(gateway.rpc.requestsTo('rpc.removals.decide')).toEqual([{ accountId: 'AcTest', actor, asOf, ...asked }]);
  });

  it('says where the run that carries it out is found', async () => {
    const answer = await decide({ approve: 'all', asOf });
    expect(answer).toMatchObject({ body: { runId }, headers: { location: `/api/v1/sync-runs/${runId}` } });
    expect((await decide({ keep: 'all', asOf })).headers).not.toHaveProperty('location');
  });

  it.each([
    {},
    { asOf },
    { approve: 'all' },
    { approve: 'all', keep: 'all', asOf },
    { approve: 'some', asOf },
    { approve: null, asOf },
    { approve: [1], asOf },
    { keep: 'd1', asOf },
    { approve: 'all', asOf: 'today' },
    { approve: 'all', asOf, more: true },
  ])('refuses %j', async (body) => {
    expect(await decide(body)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(gateway.rpc.requestsTo('rpc.removals.decide')).toEqual([]);
  });

  it.each(['UserAdmin', 'User'])('is closed to %s', async (role) => {
    expect((await decide({ approve: 'all', asOf }, role)).status).toBe(403);
    expect((await gateway.call('get', '/removals', { claims: { role } })).status).toBe(403);
  });
});
