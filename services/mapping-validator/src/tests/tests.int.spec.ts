import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { getConnectionToken } from '@nestjs/mongoose';
import { startService } from '@rollcall/bootstrap';
import { loadEnvironment, ServiceEnvironment } from '@rollcall/bootstrap/environment';
import type { Configuration, Connection, FieldCatalogue, PeopleRead } from '@rollcall/contracts';
import {
  GetConfiguration,
  GetConnection,
  ListAttributes,
  ListFields,
  MappingTested,
  ReadPeople,
  SamplePeople,
} from '@rollcall/contracts';
import { Answers, FakeOutbox, Handles, RpcClient } from '@rollcall/messaging';
import { eventually, testServers } from '@rollcall/servers';
import type { Connection as Database } from 'mongoose';
import { AppModule } from '../app.module.js';
import { Environment } from '../environment.js';
import {
  aConfiguration,
  aDirectoryUser,
  aDraft,
  attributes,
  catalogue,
  connection,
  mismatchedRows,
  rows,
} from './tests.builders.js';
import { TestsRepository } from './tests.repository.js';
import { TestDocument } from './tests.schema.js';

/** The services this one asks and tells. */
@Controller()
class OtherServices {
  readonly people = [aDirectoryUser('ana'), aDirectoryUser('bo', { surname: null })];
  readonly draft = aDraft();
  readonly heard: MappingTested[] = [];

  @Answers('rpc.connection.get')
  connection(@Payload() _request: GetConnection): Connection {
    return connection;
  }

  @Answers('rpc.configuration.get')
  configuration(@Payload() _request: GetConfiguration): Configuration {
    return aConfiguration(this.draft);
  }

  @Answers('rpc.fields.list')
  fields(@Payload() _request: ListFields): FieldCatalogue {
    return catalogue;
  }

  @Answers('rpc.directory.attributes')
  attributes(@Payload() _request: ListAttributes): { attributes: typeof attributes } {
    return { attributes };
  }

  @Answers('rpc.directory.sample')
  sample(@Payload() { size }: SamplePeople): Pick<PeopleRead, 'people'> {
    return { people: this.people.slice(0, size) };
  }

  @Answers('rpc.directory.read')
  read(@Payload() { externalIds }: ReadPeople): PeopleRead {
    const people = this.people.filter((user) => externalIds.includes(user.externalId));
    return { people, missing: [], requests: 1, units: externalIds.length };
  }

  @Handles('mapping.tested')
  tested(@Payload() event: MappingTested): void {
    this.heard.push(event);
  }
}

@Module({ controllers: [OtherServices] })
class OthersModule {}

describe('the mapping-validator service', () => {
  let sut: Awaited<ReturnType<typeof startService>>;
  let othersApp: Awaited<ReturnType<typeof startService>>;
  let others: OtherServices;
  let rpc: RpcClient;
  let database: Database;

  beforeAll(async () => {
    const { mongoUrl, natsUrl } = testServers();
    const settings = { HTTP_PORT: '0', NATS_URL: natsUrl, MONGO_URL: mongoUrl, LOG_LEVEL: 'fatal' };
    const othersOptions = { name: 'others', module: OthersModule, Environment: ServiceEnvironment };
    othersApp = await startService(othersOptions, loadEnvironment(ServiceEnvironment, settings));
    const options = { name: 'mapping-validator', module: AppModule, Environment };
    sut = await startService(options, loadEnvironment(Environment, settings));
    others = othersApp.get(OtherServices);
    rpc = othersApp.get(RpcClient);
    database = sut.get<Database>(getConnectionToken());
  });

  afterAll(async () => {
    await sut.close();
    await othersApp.close();
  });

  const heardOf = (testId: string) => others.heard.find((event) => event.testId === testId);

  it('judges rows by themselves', async () => {
    const request = { accountId: 'Ac1', tenantId: 'contoso', rows: mismatchedRows };

    expect(await rpc.request('rpc.mapping.check', request)).toMatchObject({
      problems: [{ code: 'data-type-mismatch', row: 3 }],
    });
  });

  it('tests the draft, keeps the test and tells that it did', async () => {
    const test = await rpc.request('rpc.mapping.test', { accountId: 'Ac1' });

    expect(test).toMatchObject({
      result: 'passedWithRejects',
      people: [{ externalId: 'ana' }, { externalId: 'bo', values: [{}, { error: { code: 'value-missing' } }, {}, {}] }],
    });
    expect(await rpc.request('rpc.mapping.latest', { accountId: 'Ac1' })).toEqual(test);
    const { testId, mappingHash, result } = test;
    await eventually(() => {
      expect(heardOf(testId)).toMatchObject({ accountId: 'Ac1', testId, mappingHash, result });
    });
  });

  it('tells no value of anybody', async () => {
    const { testId } = await rpc.request('rpc.mapping.test', { accountId: 'Ac1' });
    const event = await eventually(() => heardOf(testId) ?? Promise.reject(new Error('not heard yet')));

    expect(JSON.stringify(event)).not.toContain('contoso.example');
  });

  it('gives the newest test of each mapping, and nothing of another account', async () => {
    const account = { accountId: 'AcNewest' };
    await rpc.request('rpc.mapping.test', account);
    const second = await rpc.request('rpc.mapping.test', { ...account, people: ['ana'] });
    others.draft.rows = mismatchedRows;
    const failed = await rpc.request('rpc.mapping.test', account);
    others.draft.rows = rows;
    const latest = (mappingHash?: string) => rpc.request('rpc.mapping.latest', { ...account, mappingHash });

    expect(failed).toMatchObject({ result: 'failed' });
    expect(second).toMatchObject({ result: 'passed', people: [{ externalId: 'ana' }] });
    expect(await latest()).toEqual(failed);
    expect(await latest(second.mappingHash)).toEqual(second);
    expect(await latest('another')).toBeNull();
    expect(await rpc.request('rpc.mapping.latest', { accountId: 'AcOther' })).toBeNull();
  });

  it('refuses a request that is not well-formed, naming what is wrong', async () => {
    const request = { accountId: 'Ac1', tenantId: 'contoso', rows: [{ source: 'mail', target: 'Email' }] };

    await expect(rpc.request('rpc.mapping.check', request as never)).rejects.toMatchObject({
      name: 'InvalidMessageError',
      message: expect.stringContaining('syncUpdates') as string,
    });
  });

  it('keeps nothing of a test it could not tell of', async () => {
    class BrokenOutbox extends FakeOutbox {
      override add(): Promise<void> {
        return Promise.reject(new Error('disk full'));
      }
    }
    const tests = new TestsRepository(database, database.model<TestDocument>(TestDocument.name), new BrokenOutbox());
    const test: TestDocument = {
      _id: 'lost',
      accountId: 'AcLost',
      mappingHash: 'hash',
      result: 'passed',
      problems: [],
      people: [],
      testedAt: new Date(),
    };

    await expect(tests.store(test)).rejects.toThrow('disk full');
    expect(await tests.latest('AcLost')).toBeNull();
  });

  it('forgets the values of people after 30 days', async () => {
    const indexes = await database.collection('mapping_tests').indexes();

    expect(indexes).toContainEqual(expect.objectContaining({ key: { testedAt: 1 }, expireAfterSeconds: 2_592_000 }));
  });
});
