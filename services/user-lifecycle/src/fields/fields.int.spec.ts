import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { startService } from '@rollcall/bootstrap';
import { loadEnvironment, ServiceEnvironment } from '@rollcall/bootstrap/environment';
import type { Actor, AuditRecorded, Configuration, Draft } from '@rollcall/contracts';
import { GetConfiguration } from '@rollcall/contracts';
import { Answers, BusConnection, type RpcClient } from '@rollcall/messaging';
import { eventually, testServers } from '@rollcall/servers';
import type { Connection } from 'mongoose';
import { type App, empty, startUserLifecycle } from '../testing/running.js';

const accountId = 'Ac0000001';

/** Plays config: the draft maps the field Team. */
@Controller()
class ConfigController {
  @Answers('rpc.configuration.get')
  get(@Payload() _request: GetConfiguration): Configuration {
    const rows = [{ source: 'department', target: 'Team', syncUpdates: true }];
    return { state: 'draft', connected: true, problems: [], mappingTested: false, draft: { rows } as Draft };
  }
}

@Module({ controllers: [ConfigController] })
class ConfigModule {}

describe('fields', () => {
  let app: App;
  let config: App;
  let rpc: RpcClient;
  let mongo: Connection;

  const list = (account = accountId) => rpc.request('rpc.fields.list', { accountId: account });
  const create = (name: string) => rpc.request('rpc.fields.create', { accountId, name, type: 'Date', required: false });
  const custom = async (account = accountId) =>
    (await list(account)).fields.filter(({ builtIn }) => !builtIn).map(({ id }) => id);

  beforeAll(async () => {
    ({ app, rpc, mongo } = await startUserLifecycle());
    const { natsUrl } = testServers();
    const environment = loadEnvironment(ServiceEnvironment, { NATS_URL: natsUrl, HTTP_PORT: '0', LOG_LEVEL: 'silent' });
    config = await startService({ name: 'config', module: ConfigModule, Environment: ServiceEnvironment }, environment);
  });

  beforeEach(() => empty(mongo));

  afterAll(async () => {
    await app.close();
    await config.close();
  });

  it('has the built-in fields from the start, the mandatory ones first', async () => {
    const { version, fields } = await list();

    expect(version).toBe(0);
    expect(fields.filter(({ required }) => required).map(({ id }) => id)).toEqual(['FirstName', 'LastName', 'Email']);
  });

  it('adds a custom field under an id made of its name, to this account only', async () => {
    const field = await create(' Joining date ');

    expect(field).toEqual({ id: 'Joining_date', name: 'Joining date', type: 'Date', required: false, builtIn: false });
    expect(await list()).toMatchObject({ version: 1 });
    expect(await custom()).toEqual(['Joining_date']);
    expect(await custom('Ac0000002')).toEqual([]);
  });

  it('keeps all of the first fields that are added at once', async () => {
    await Promise.all(['A', 'B', 'C', 'D', 'E'].map(create));

    expect((await custom()).sort()).toEqual(['A', 'B', 'C', 'D', 'E']);
    expect(await list()).toMatchObject({ version: 5 });
  });

  it.each(['Joining date', 'Joining - date', 'first_Name', 'FirstName', 'EMAIL'])(
    'refuses %s where that id is taken',
    async (name) => {
      await create('Joining date');
      await create('first_Name');

      await expect(create(name)).rejects.toMatchObject({ code: 'field-exists' });
      expect(await custom()).toEqual(['Joining_date', 'first_Name']);
    },
  );

  it.each(['   ', '!?'])('refuses the name “%s”, which makes no id', async (name) => {
    await expect(create(name)).rejects.toThrow('name must have a letter or a digit');
    expect(await custom()).toEqual([]);
  });

  it('leaves in the audit trail who made, changed and removed which field', async () => {
    const audited: AuditRecorded[] = [];
    app.get(BusConnection).connection.subscribe('audit.recorded', {
      callback: (_error, message) => void audited.push(message.json<AuditRecorded>()),
    });
    const actor: Actor = { userId: 'UsAna', name: 'Ana Sample', role: 'SuperAdmin' };
    const by = { accountId, actor };
    await rpc.request('rpc.fields.create', { ...by, name: 'Site', type: 'Text', required: false });
    await expect(
      rpc.request('rpc.fields.create', { ...by, name: 'Site', type: 'Text', required: false }),
    ).rejects.toMatchObject({ code: 'field-exists' });
    await rpc.request('rpc.fields.change', { ...by, fieldId: 'Site', required: true });
    await rpc.request('rpc.fields.remove', { ...by, fieldId: 'Site' });

    const site = { id: 'Site', name: 'Site', type: 'Text', required: false };
    await eventually(() => expect(audited).toHaveLength(3));
    expect(audited).toMatchObject([
      { accountId, actor, action: 'Created a user field', target: 'Site', after: site },
      { actor, action: 'Updated user field', before: site, after: { ...site, required: true } },
      { actor, action: 'Deleted user field', before: { ...site, required: true } },
    ]);
  });

  it('changes and removes custom fields, each time with another version of the catalogue', async () => {
    const type = 'Dropdown' as const;
    await rpc.request('rpc.fields.create', { accountId, name: 'Team', type, required: false, options: ['A', 'B'] });
    await rpc.request('rpc.fields.create', { accountId, name: 'Office', type, required: false, options: ['Rome'] });

    const change = { accountId, fieldId: 'Office', name: 'Site', options: ['Oslo'] };
    const changed = await rpc.request('rpc.fields.change', change);
    expect(changed).toMatchObject({ id: 'Office', name: 'Site', required: false, options: ['Oslo'] });
    expect(await list()).toMatchObject({ version: 3, fields: expect.arrayContaining([changed]) as unknown });

    expect(await rpc.request('rpc.fields.remove', { accountId, fieldId: 'Office' })).toEqual({ removed: true });
    await expect(rpc.request('rpc.fields.remove', { accountId, fieldId: 'Team' })).rejects.toMatchObject({
      code: 'field-in-use',
    });
    expect(await list()).toMatchObject({ version: 4 });
    expect(await custom()).toEqual(['Team']);
  });
});
