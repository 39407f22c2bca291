import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { MongoClient } from 'mongodb';
import { testServers } from '../index.js';
import { emptyServers } from './environment.js';

describe(emptyServers.name, () => {
  let mongo: MongoClient;
  let nats: NatsConnection;

  beforeAll(async () => {
    mongo = await new MongoClient(testServers().mongoUrl).connect();
    nats = await connect({ servers: testServers().natsUrl });
  });

  afterAll(() => Promise.all([mongo.close(), nats.close()]));

  const databases = async () => (await mongo.db().admin().listDatabases()).databases.map(({ name }) => name);
  const streams = async () => (await (await jetstreamManager(nats)).streams.list().next()).length;

  it('has been done before a file begins', async () => {
    expect((await databases()).filter((name) => !['admin', 'config', 'local'].includes(name))).toEqual([]);
    expect(await streams()).toBe(0);
  });

  it('drops databases and streams, past a transaction that a test has left open', async () => {
    const people = mongo.db('trial').collection('people');
    await people.insertOne({ name: 'one' });
    const session = mongo.startSession();
    session.startTransaction();
    await people.insertOne({ name: 'two' }, { session });
    await (await jetstreamManager(nats)).streams.add({ name: 'TRIAL', subjects: ['trial'] });
    await jetstream(nats).publish('trial', 'something');

    await emptyServers(testServers());

    expect(await databases()).not.toContain('trial');
    expect(await streams()).toBe(0);
    await session.endSession();
  });
});
