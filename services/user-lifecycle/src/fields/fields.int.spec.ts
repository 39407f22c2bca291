import { Controller, type INestApplication, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { loadEnvironment, ServiceEnvironment, startService } from '@rollcall/bootstrap';
import type { Configuration, Draft } from '@rollcall/contracts';
import { GetConfiguration } from '@rollcall/contracts';
import { Answers, RpcClient } from '@rollcall/messaging';
import { testServers } from '@rollcall/servers';
import { AppModule } from '../app.module.js';
import { Environment } from '../environment.js';

const accountId = 'AcFields';

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

describe('user fields', () => {
  let app: INestApplication;
  let configApp: INestApplication;
  let rpc: RpcClient;

  beforeAll(async () => {
    const { mongoUrl, natsUrl } = testServers();
    const settings = { MONGO_URL: mongoUrl, NATS_URL: natsUrl, HTTP_PORT: '0', LOG_LEVEL: 'silent' };
    configApp = await startService(
      { name: 'config', module: ConfigModule, Environment: ServiceEnvironment },
      loadEnvironment(ServiceEnvironment, settings),
    );
    app = await startService(
      { name: 'user-lifecycle', module: AppModule, Environment },
      loadEnvironment(Environment, settings),
    );
    rpc = configApp.get(RpcClient);
  });

  afterAll(async () => {
    await app.close();
    await configApp.close();
  });

  it('makes, changes and removes custom fields, each time with another version of the catalogue', async () => {
    const type = 'Dropdown' as const;
    const list = () => rpc.request('rpc.fields.list', { accountId });
    await rpc.request('rpc.fields.create', { accountId, name: 'Team', type, required: false, options: ['A', 'B'] });
    await rpc.request('rpc.fields.create', { accountId, name: 'Office', type, required: false, options: ['Rome'] });
    expect((await list()).version).toBe(2);

    const changed = await rpc.request('rpc.fields.change', {
      accountId,
      fieldId: 'Office',
      name: 'Site',
      options: ['Oslo'],
    });
    expect(changed).toMatchObject({ id: 'Office', name: 'Site', required: false, options: ['Oslo'] });
    expect(await list()).toMatchObject({ version: 3, fields: expect.arrayContaining([changed]) as unknown });

    expect(await rpc.request('rpc.fields.remove', { accountId, fieldId: 'Office' })).toEqual({ removed: true });
    await expect(rpc.request('rpc.fields.remove', { accountId, fieldId: 'Team' })).rejects.toMatchObject({
      code: 'field-in-use',
    });
    const { version, fields } = await list();
    expect(version).toBe(4);
    expect(fields.filter(({ builtIn }) => !builtIn)).toMatchObject([{ id: 'Team', options: ['A', 'B'] }]);
  });

  it('makes a field once, however many ask for it at a time', async () => {
    const request = { accountId: 'AcRace', name: 'Office', type: 'Text' as const, required: false };
    const made = await Promise.allSettled(Array.from({ length: 5 }, () => rpc.request('rpc.fields.create', request)));

    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(made.filter(({ status }) => status === 'rejected')).toMatchObject(
      Array.from({ length: 4 }, () => ({ reason: { code: 'field-exists' } })),
    );
  });
});
