import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { TestEnvironment } from 'jest-environment-node';
import { MongoClient } from 'mongodb';
import type { TestServers } from '../test-servers.js';

const SYSTEM_DATABASES = ['admin', 'config', 'local'];

const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Gives each test file the servers of its worker, emptied of what the file before left. */
export default class ServersEnvironment extends TestEnvironment {
  override async setup(): Promise<void> {
    await super.setup();
    const servers = serversOfWorker();
    await emptyServers(servers);
    this.global.rollcallTestServers = servers;
    for (const signal of ENDING_SIGNALS) process.on(signal, this.endOnSignal);
  }

  override async teardown(): Promise<void> {
    for (const signal of ENDING_SIGNALS) process.off(signal, this.endOnSignal);
    this.endLeftServers();
    await super.teardown();
  }

  /** A test file sees a copy of `process` that never exits. Told that it does, it ends servers that a test left running. */
  private endLeftServers(): void {
    this.global.process.emit('exit', 0);
  }

  private readonly endOnSignal = (signal: NodeJS.Signals): void => {
    for (const each of ENDING_SIGNALS) process.off(each, this.endOnSignal);
    this.endLeftServers();
    process.kill(process.pid, signal);
  };
}

export async function emptyServers({ mongoUrl, natsUrl }: TestServers): Promise<void> {
  await Promise.all([dropDatabases(mongoUrl), deleteStreams(natsUrl)]);
}

function serversOfWorker(): TestServers {
  const all = JSON.parse(process.env.ROLLCALL_TEST_SERVERS ?? '[]') as TestServers[];
  const servers = all[Number(process.env.JEST_WORKER_ID ?? '1') - 1];
  if (!servers) throw new Error('No servers were started for this jest worker. Is globalSetup set in jest.config.mjs?');
  return servers;
}

async function dropDatabases(mongoUrl: string): Promise<void> {
  const client = new MongoClient(mongoUrl, { serverSelectionTimeoutMS: 10_000, socketTimeoutMS: 20_000 });
  try {
    // An open transaction, of a test that failed in it, would hold up the drop for a minute.
    await client.db('admin').command({ killAllSessions: [] });
    const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
    const ours = databases.map(({ name }) => name).filter((name) => !SYSTEM_DATABASES.includes(name));
    await Promise.all(ours.map((name) => client.db(name).dropDatabase()));
  } finally {
    await client.close();
  }
}

async function deleteStreams(natsUrl: string): Promise<void> {
  const connection = await connect({ servers: natsUrl, timeout: 10_000 });
  try {
    const manager = await jetstreamManager(connection, { timeout: 10_000 });
    const names: string[] = [];
    for await (const name of manager.streams.names()) names.push(name);
    await Promise.all(names.map((name) => manager.streams.delete(name)));
  } finally {
    await connection.close();
  }
}
