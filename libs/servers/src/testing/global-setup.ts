import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftOver } from '../left-over.js';
import { isAlive } from '../is-alive.js';
import { locateMongod, locateNatsServer } from '../locate.js';
import { startMongod } from '../start-mongod.js';
import { startNatsServer } from '../start-nats-server.js';
import type { RunningServer } from '../server-process.js';
import type { TestServers } from '../test-servers.js';

declare global {
  /** What the global teardown has to end. */
  var rollcallStarted: { dataDir: string; servers: RunningServer[] } | undefined;
}

const PREFIX = 'rollcall-tests-';

/** One mongod and one nats-server for each jest worker. The workers inherit where they are by the environment. */
export default async function startServersOfWorkers({ maxWorkers }: { maxWorkers: number }): Promise<void> {
  const onProgress = (message: string) => void process.stderr.write(`${message}\n`);
  const [mongod, natsServer] = await Promise.all([locateMongod({ onProgress }), locateNatsServer({ onProgress })]);
  await removeAbandoned();
  const dataDir = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const started = { dataDir, servers: [] as RunningServer[] };
  globalThis.rollcallStarted = started;

  const startFor = async (worker: number): Promise<TestServers> => {
    const [mongo, nats] = await Promise.all([
      startMongod({ executable: mongod, dataDir: join(dataDir, `mongod-${worker}`) }),
      startNatsServer({ executable: natsServer, dataDir: join(dataDir, `nats-server-${worker}`) }),
    ]);
    started.servers.push(mongo, nats);
    return { mongoUrl: mongo.url, natsUrl: nats.url };
  };
  const urls = await Promise.all(Array.from({ length: maxWorkers }, (_, index) => startFor(index + 1)));
  process.env.ROLLCALL_TEST_SERVERS = JSON.stringify(urls);
}

/** A test run that was killed or interrupted leaves its data, and perhaps its servers. */
async function removeAbandoned(): Promise<void> {
  for (const folder of await readdir(tmpdir())) {
    const [, owner] = new RegExp(`^${PREFIX}(\\d+)-`).exec(folder) ?? [];
    if (owner === undefined || isAlive(Number(owner))) continue;
    const dataDir = join(tmpdir(), folder);
    for (const name of await readdir(dataDir).catch(() => [])) {
      const server = name.replace(/-\d+$/, '');
      await endLeftOver(join(dataDir, name, `${server}.pid`), server, join(dataDir, name));
    }
    await rm(dataDir, { recursive: true, force: true });
  }
}
