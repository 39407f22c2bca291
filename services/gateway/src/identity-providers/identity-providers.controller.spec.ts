import { RefusedError } from '@rollcall/messaging';
import { aConnection } from '../testing/builders.js';
import { Gateway } from '../testing/gateway.js';
import { IdentityProvidersController } from './identity-providers.controller.js';

const actor = { userId: 'Us1', name: 'Ana Sample', role: 'SuperAdmin' };

describe(IdentityProvidersController, () => {
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await Gateway.start();
  });

  beforeEach(() => {
    gateway.rpc.requests.length = 0;
  });

  afterAll(() => gateway.close());

  it.each(['azure', 'google', 'scim'] as const)('switches %s off for who may configure', async (provider) => {
    const providers = [{ provider, active: false }];
    gateway.rpc.answer('rpc.providers.switch-off', () => ({ providers }));
    const path = `/identity-providers/${provider}/switch-off`;

    expect(await gateway.call('post', path)).toMatchObject({ status: 200, body: { items: providers } });
    expect(gateway.rpc.requestsTo('rpc.providers.switch-off')).toEqual([{ accountId: 'AcTest', actor, provider }]);
    expect((await gateway.call('post', path, { claims: { role: 'UserAdmin' } })).status).toBe(403);
  });

  it('knows no other provider', async () => {
    expect(await gateway.call('post', '/identity-providers/okta/switch-off')).toMatchObject({ status: 400 });
    expect(gateway.rpc.requests).toEqual([]);
  });

  it.each(['confirm', 'reject'] as const)('passes on the decision to %s the tenant that waits', async (decision) => {
    gateway.rpc.answer(`rpc.connection.${decision}`, () => aConnection());
    const path = `/identity-providers/azure/${decision}`;

    expect(await gateway.call('post', path, { body: { tenantId: 't2' } })).toMatchObject({
      status: 200,
      body: aConnection(),
    });
    expect(gateway.rpc.requestsTo(`rpc.connection.${decision}`)).toEqual([
      { accountId: 'AcTest', actor, tenantId: 't2' },
    ]);
    expect((await gateway.call('post', path, { body: {} })).status).toBe(400);
  });

  it('passes on why one can not be switched off', async () => {
    gateway.rpc.answer('rpc.providers.switch-off', () => {
      throw new RefusedError('already-disabled', 'Syncing is disabled already.');
    });

    expect(await gateway.call('post', '/identity-providers/azure/switch-off')).toMatchObject({
      status: 409,
      body: { code: 'already-disabled' },
    });
  });
});
