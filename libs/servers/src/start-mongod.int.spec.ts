import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ClientSession, MongoClient } from 'mongodb';
import { eventually } from './eventually.js';
import { startMongod } from './start-mongod.js';

describe(startMongod.name, () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rollcall-mongod-'));
  });

  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('starts a server on which transactions commit and roll back', async () => {
    const sut = await startMongod({ dataDir });
    await withClient(sut.url, async (client) => {
      const people = client.db('trial').collection('people');
      await client.withSession((session) =>
        session.withTransaction(() => people.insertOne({ name: 'kept' }, { session })),
      );
      const failing = client.withSession((session) =>
        session.withTransaction(async () => {
          await people.insertOne({ name: 'undone' }, { session });
          throw new Error('changed my mind');
        }),
      );
      await expect(failing).rejects.toThrow('changed my mind');
      await expect(people.distinct('name')).resolves.toEqual(['kept']);
    });
    await sut.stop();
    await expect(sut.exited).resolves.toEqual({ code: 0, signal: null });
  });

  it('finds its data again on another port', async () => {
    const first = await startMongod({ dataDir });
    await insert(first.url, 'before');
    await first.stop();

    const sut = await startMongod({ dataDir });
    expect(sut.port).not.toBe(first.port);
    await expect(names(sut.url)).resolves.toEqual(['before']);
    await sut.stop();
  });

  it('keeps what was acknowledged when it is killed', async () => {
    const first = await startMongod({ dataDir });
    await insert(first.url, 'acknowledged');
    await first.kill();
    await expect(first.exited).resolves.toEqual({ code: null, signal: 'SIGKILL' });

    const sut = await startMongod({ dataDir, port: first.port });
    await expect(names(sut.url)).resolves.toEqual(['acknowledged']);
    await sut.stop();
  });

  it('frees what a transaction holds of which nobody is heard again', async () => {
    const sut = await startMongod({ dataDir, transactionSeconds: 1 });
    await withClient(sut.url, async (client) => {
      const people = client.db('trial').collection('people');
      const rename = (name: string, session: ClientSession) =>
        people.updateOne({}, { $set: { name } }, { session, upsert: true });
      const forgotten = client.startSession();
      forgotten.startTransaction();
      await rename('never committed', forgotten);

      const begunAt = Date.now();
      await client.withSession((session) => session.withTransaction(() => rename('kept', session)));
      expect(Date.now() - begunAt).toBeLessThan(20_000);
      await expect(people.distinct('name')).resolves.toEqual(['kept']);
      await forgotten.endSession();
    });
    await sut.stop();
  });

  it('says so when the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const starting = startMongod({ dataDir, port });
    await expect(starting).rejects.toThrow(`Port ${port} is taken: stop what listens there, or give another port.`);
    other.close();
  });

  it('refuses a data folder on which it runs already, and leaves that one alone', async () => {
    const first = await startMongod({ dataDir });
    await expect(startMongod({ dataDir })).rejects.toThrow(
      `mongod (process ${first.pid}) is already running on ${dataDir}`,
    );
    await insert(first.url, 'still there');
    await first.stop();
  });

  it('gives up in time, with the last words of the log', async () => {
    const starting = startMongod({ dataDir, readyWithinMs: 1 });
    await expect(starting).rejects.toThrow(/was not ready within 0.001 s. Its last words:\n/);
  });

  it('tells what the server complains of when it can not start', async () => {
    const executable = join(dataDir, 'nowhere', 'mongod');
    await expect(startMongod({ dataDir, executable })).rejects.toThrow(`Cannot run ${executable}`);
    await expect(startMongod({ dataDir, port: 70_000 })).rejects.toThrow(/ended while starting.*\n.*port/is);
  });

  it('hands on every line of the log', async () => {
    const lines: string[] = [];
    const sut = await startMongod({ dataDir, onLog: (line) => lines.push(line) });
    await sut.stop();
    await eventually(() => expect(lines.join('\n')).toContain('Received signal'));
    expect(sut.lastLogLines().length).toBeGreaterThan(0);
  });
});

async function withClient<T>(url: string, use: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5_000 });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

const insert = (url: string, name: string) =>
  withClient(url, (client) => client.db('trial').collection('people').insertOne({ name }));

const names = (url: string) => withClient(url, (client) => client.db('trial').collection('people').distinct('name'));
