import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { eventually } from './eventually.js';
import { startNatsServer } from './start-nats-server.js';

describe(startNatsServer.name, () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rollcall-nats-'));
  });

  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('starts with the shipped settings, and its monitoring answers', async () => {
    const sut = await startNatsServer({ dataDir });
    await withConnection(sut.url, async (connection) => {
      expect(connection.info).toMatchObject({ max_payload: 8 * 2 ** 20, jetstream: true });
      await expect((await fetch(`${sut.monitorUrl}/healthz`)).json()).resolves.toEqual({ status: 'ok' });
    });
    await sut.stop();
  });

  it.each(['stop', 'kill'] as const)('keeps its streams over %s and a start on the same port', async (ending) => {
    const first = await startNatsServer({ dataDir });
    await withConnection(first.url, async (connection) => {
      const manager = await jetstreamManager(connection);
      await manager.streams.add({ name: 'TRIAL', subjects: ['trial'] });
      await jetstream(connection).publish('trial', 'acknowledged');
    });
    await first[ending]();

    const sut = await startNatsServer({ dataDir, port: first.port });
    await withConnection(sut.url, async (connection) => {
      const message = await (await jetstreamManager(connection)).streams.getMessage('TRIAL', { seq: 1 });
      expect(message?.string()).toBe('acknowledged');
    });
    await sut.stop();
  });

  it('lets a client that was connected find it again', async () => {
    const first = await startNatsServer({ dataDir });
    await withConnection(first.url, async (connection) => {
      await first.kill();
      const sut = await startNatsServer({ dataDir, port: first.port });
      await eventually(() => connection.flush());
      await sut.stop();
    });
  });

  it('says so when the port is taken', async () => {
    const other = await startNatsServer({ dataDir: join(dataDir, 'other') });
    const starting = startNatsServer({ dataDir: join(dataDir, 'mine'), port: other.port });
    await expect(starting).rejects.toThrow(`Port ${other.port} is taken: stop what listens there`);
    await other.stop();
  });

  it('takes other settings by file, and tells what is wrong with them', async () => {
    const configFile = join(dataDir, 'other.conf');
    await writeFile(configFile, 'max_payload: 2MB\n');
    const sut = await startNatsServer({ dataDir, configFile });
    await withConnection(sut.url, (connection) => {
      expect(connection.info).toMatchObject({ max_payload: 2 * 2 ** 20, jetstream: true });
    });
    await sut.stop();

    await writeFile(configFile, 'max_payload: plenty\n');
    await expect(startNatsServer({ dataDir, configFile })).rejects.toThrow(/ended while starting.*other\.conf:1/s);
  });
});

async function withConnection(url: string, use: (connection: NatsConnection) => void | Promise<void>): Promise<void> {
  const connection = await connect({ servers: url, timeout: 60_000, reconnectTimeWait: 20, maxReconnectAttempts: -1 });
  try {
    await use(connection);
  } finally {
    await connection.close();
  }
}
