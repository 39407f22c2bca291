import { randomUUID } from 'node:crypto';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Actor, OtherProvider, Provider } from '@rollcall/contracts';
import { eventually, testServers } from '@rollcall/servers';
import type { Connection } from 'mongoose';
import { aConfiguration, aConnection, aDraft, aRevision } from '../configurations/builders.js';
import { ConfigurationDocument } from '../configurations/configurations.schema.js';
import { RevisionDocument } from '../configurations/revisions.schema.js';
import { startTogether } from '../other-services.js';
import { ProvidersService } from './providers.service.js';

const actor: Actor = { userId: 'UsAda', name: 'Ada Sample', role: 'SuperAdmin' };

let accounts = 0;
const newAccount = (): string => `AcProvider${++accounts}`;

describe(ProvidersService.name, () => {
  let together: Awaited<ReturnType<typeof startTogether>>;
  let database: Connection;

  beforeAll(async () => {
    together = await startTogether(testServers());
    database = together.apps[0]?.get<Connection>(getConnectionToken()) ?? database;
  });

  afterAll(() => together.close());

  const active = async (accountId: string): Promise<Provider[]> => {
    const { providers } = await together.rpc.request('rpc.providers.list', { accountId });
    return providers.filter((each) => each.active).map(({ provider }) => provider);
  };
  const switchOn = (accountId: string, provider: OtherProvider) =>
    together.rpc.request('rpc.providers.switch-on', { accountId, provider, actor });
  const switchOff = (accountId: string, provider: Provider) =>
    together.rpc.request('rpc.providers.switch-off', { accountId, provider, actor });
  const audited = (accountId: string) =>
    together.others.audited.flatMap((each) => (each.accountId === accountId ? [`${each.action}: ${each.target}`] : []));

  /** With azure active, or disabled, and a draft to activate. */
  async function anAccount({ disabled = false } = {}): Promise<string> {
    const accountId = newAccount();
    const { revision } = aRevision();
    const configuration = {
      activeRevision: revision,
      revisions: revision,
      disabled,
      draft: aDraft({ etag: randomUUID() }),
    };
    await database.model(ConfigurationDocument.name).insertMany([aConfiguration({ _id: accountId, ...configuration })]);
    await database.model(RevisionDocument.name).insertMany([aRevision({ accountId })]);
    together.others.connections.set(accountId, aConnection());
    return accountId;
  }

  it('lists all three, none of them active to begin with', async () => {
    const { providers } = await together.rpc.request('rpc.providers.list', { accountId: newAccount() });
    expect(providers.map(({ provider }) => provider)).toEqual(['azure', 'google', 'scim']);
    expect(providers.some((each) => each.active)).toBe(false);
  });

  it.each(['google', 'scim'] as const)(
    'switches %s on and off, again without harm, and audits it once',
    async (provider) => {
      const accountId = newAccount();
      await switchOn(accountId, provider);
      await switchOn(accountId, provider);
      expect(await active(accountId)).toEqual([provider]);
      await switchOff(accountId, provider);
      await switchOff(accountId, provider);

      expect(await active(accountId)).toEqual([]);
      const name = provider === 'google' ? 'Google Workspace' : 'SCIM';
      await eventually(() =>
        expect(audited(accountId)).toEqual([
          `Switched on identity provider: ${name}`,
          `Switched off identity provider: ${name}`,
        ]),
      );
      expect(together.others.audited.find((each) => each.accountId === accountId)?.actor).toEqual(actor);
    },
  );

  it('refuses another one beside azure, and says where to switch that off', async () => {
    const accountId = await anAccount();
    await expect(switchOn(accountId, 'scim')).rejects.toMatchObject({
      code: 'provider-active',
      message: expect.stringMatching(/Microsoft Azure AD provides .* Disable syncing/) as string,
    });
    await switchOff(accountId, 'azure');

    expect(together.others.cancelled).toContain(accountId);
    await switchOn(accountId, 'scim');
    expect(await active(accountId)).toEqual(['scim']);
  });

  it('refuses a third one in the words of the second', async () => {
    const accountId = newAccount();
    await switchOn(accountId, 'google');

    await expect(switchOn(accountId, 'scim')).rejects.toMatchObject({
      code: 'provider-active',
      message: expect.stringContaining('Google Workspace provides') as string,
    });
  });

  it.each([
    ['enable', (accountId: string) => together.rpc.request('rpc.configuration.enable', { accountId, actor })],
    ['activate', (accountId: string) => together.rpc.request('rpc.configuration.activate', { accountId, actor })],
  ])('does not %s azure beside another one', async (_, begin) => {
    const accountId = await anAccount({ disabled: true });
    await switchOn(accountId, 'scim');

    await expect(begin(accountId)).rejects.toMatchObject({
      code: 'provider-active',
      message: 'SCIM provides the users of this account. Switch it off under Identity providers first.',
    });
    await switchOff(accountId, 'scim');
    await expect(together.rpc.request('rpc.configuration.enable', { accountId, actor })).resolves.toMatchObject({
      state: 'active',
    });
  });

  it('lets only one of several win that are switched on at once', async () => {
    const accountId = newAccount();
    const wanted = Array.from({ length: 6 }, (_, index) => (index % 2 ? 'google' : 'scim'));
    const results = await Promise.allSettled(wanted.map((provider) => switchOn(accountId, provider)));

    expect(await active(accountId)).toHaveLength(1);
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
    await eventually(() => expect(audited(accountId)).toHaveLength(1));
  });
});
