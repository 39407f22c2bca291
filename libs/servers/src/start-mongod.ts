import { MongoClient, MongoServerError } from 'mongodb';
import { resolve } from 'node:path';
import { eventually } from './eventually.js';
import { locateMongod } from './locate.js';
import { explainMongodLog, isMongodReady } from './mongod-log.js';
import { onPort } from './on-port.js';
import { runServer } from './server-process.js';
import type { RunningServer } from './server-process.js';

export interface StartMongodOptions {
  dataDir: string;
  /** Chosen by the operating system if not given. */
  port?: number | undefined;
  /** Found or fetched if not given. */
  executable?: string | undefined;
  /** What it keeps in memory of its data. */
  cacheGb?: number | undefined;
  /** How long a transaction may take. Who dies within one blocks others for up to one and a half times as long. */
  transactionSeconds?: number | undefined;
  onLog?: ((line: string) => void) | undefined;
  readyWithinMs?: number | undefined;
}

/** The least that mongod takes: many of them run beside each other in tests. */
const LEAST_CACHE_GB = 0.25;
/** Many times what the longest of ours takes; the server's own minute would stop an account's runs for longer than they need. */
const TRANSACTION_SECONDS = 20;
const REPLICA_SET = 'rs0';
const ALREADY_INITIALIZED = 23;

/** A replica set of one member, as transactions need one. A further start on the same folder finds the data again. */
export async function startMongod(options: StartMongodOptions): Promise<RunningServer> {
  const { onLog, readyWithinMs = 60_000 } = options;
  const executable = options.executable ?? (await locateMongod());
  const dataDir = resolve(options.dataDir);
  return onPort(options.port, async (port) => {
    const server = await runServer({
      name: 'mongod',
      executable,
      args: mongodArguments(options, dataDir, port),
      dataDir,
      isReady: isMongodReady,
      explain: explainMongodLog,
      readyWithinMs,
      onLog,
    });
    try {
      await becomePrimary(port, readyWithinMs);
    } catch (cause) {
      await server.stop();
      const lastWords = server.lastLogLines().join('\n');
      throw new Error(`mongod with data in ${dataDir} did not become primary. Its last words:\n${lastWords}`, {
        cause,
      });
    }
    return { ...server, port, url: `mongodb://127.0.0.1:${port}/?replicaSet=${REPLICA_SET}` };
  });
}

function mongodArguments(options: StartMongodOptions, dataDir: string, port: number): string[] {
  const { cacheGb = LEAST_CACHE_GB, transactionSeconds = TRANSACTION_SECONDS } = options;
  const settings: string[][] = [
    ['--dbpath', dataDir],
    ['--bind_ip', '127.0.0.1'],
    ['--port', String(port)],
    ['--replSet', REPLICA_SET],
    ['--oplogSize', '256'],
    ['--wiredTigerCacheSizeGB', String(cacheGb)],
    // Ready in a fifth of a second on 9 MB of disk, instead of preallocated journals of 100 MB each.
    ['--wiredTigerEngineConfigString', 'log=(prealloc=false,file_max=8MB)'],
    ['--setParameter', `transactionLifetimeLimitSeconds=${transactionSeconds}`],
    ['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    ['--quiet'],
  ];
  // A socket file would collide with that of another mongod that once had this port.
  if (process.platform !== 'win32') settings.push(['--nounixsocket']);
  return settings.flat();
}

async function becomePrimary(port: number, timeoutMs: number): Promise<void> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 10_000,
    socketTimeoutMS: 10_000,
  });
  try {
    await initiate(client, `127.0.0.1:${port}`);
    await eventually(
      async () => {
        const hello = await client.db('admin').command({ hello: 1 });
        if (hello.isWritablePrimary !== true) throw new Error('mongod is not primary yet.');
      },
      { timeoutMs },
    );
  } finally {
    await client.close();
  }
}

async function initiate(client: MongoClient, host: string): Promise<void> {
  const admin = client.db('admin');
  try {
    await admin.command({ replSetInitiate: { _id: REPLICA_SET, members: [{ _id: 0, host }] } });
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== ALREADY_INITIALIZED) throw error;
    await moveMember(client, host);
  }
}

/** The stored configuration names the port of the last start; a member that doesn't find itself in it never leads. */
async function moveMember(client: MongoClient, host: string): Promise<void> {
  const admin = client.db('admin');
  const { config } = (await admin.command({ replSetGetConfig: 1 })) as { config: ReplicaSetConfig };
  const [member] = config.members;
  if (!member || member.host === host) return;
  const moved = { ...config, version: config.version + 1, members: [{ ...member, host }] };
  await admin.command({ replSetReconfig: moved, force: true });
}

interface ReplicaSetConfig {
  version: number;
  members: { _id: number; host: string }[];
}
