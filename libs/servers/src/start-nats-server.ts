import { join, resolve } from 'node:path';
import { workspaceRoot } from './environment.js';
import { locateNatsServer } from './locate.js';
import { onPort } from './on-port.js';
import { runServer } from './server-process.js';
import type { RunningServer } from './server-process.js';

export interface StartNatsServerOptions {
  dataDir: string;
  /** Chosen by the operating system if not given. */
  port?: number | undefined;
  /** The shipped `deploy/nats/nats-server.conf` if not given. Ports and data folder given here win over it. */
  configFile?: string | undefined;
  /** Variables that the configuration file names, such as passwords. */
  environment?: Record<string, string> | undefined;
  /** Found or fetched if not given. */
  executable?: string | undefined;
  onLog?: ((line: string) => void) | undefined;
  readyWithinMs?: number | undefined;
}

export interface RunningNatsServer extends RunningServer {
  /** Where `/healthz`, `/jsz` and the rest of the monitoring answers. */
  monitorUrl: string;
}

const SHOWN = 12;

/** A nats-server with JetStream on disk. A further start on the same folder finds the streams again. */
export async function startNatsServer(options: StartNatsServerOptions): Promise<RunningNatsServer> {
  const executable = options.executable ?? (await locateNatsServer());
  const dataDir = resolve(options.dataDir);
  const configFile = resolve(options.configFile ?? join(workspaceRoot, 'deploy', 'nats', 'nats-server.conf'));
  return onPort(options.port, async (port) => {
    let monitorUrl = '';
    const server = await runServer({
      name: 'nats-server',
      executable,
      args: natsServerArguments(configFile, dataDir, port),
      dataDir,
      environment: options.environment,
      isReady: (line) => line.includes('Server is ready'),
      explain: (lines) => lines.slice(-SHOWN),
      readyWithinMs: options.readyWithinMs ?? 30_000,
      onLog: (line) => {
        monitorUrl = monitorOf(line) ?? monitorUrl;
        options.onLog?.(line);
      },
    });
    return { ...server, port, url: `nats://127.0.0.1:${port}`, monitorUrl };
  });
}

function natsServerArguments(configFile: string, dataDir: string, port: number): string[] {
  // A monitoring port of -1 is any free one; the log tells which.
  const network = ['--addr', '127.0.0.1', '--port', String(port), '--http_port=-1'];
  return ['--config', configFile, ...network, '--jetstream', '--store_dir', dataDir];
}

function monitorOf(line: string): string | undefined {
  const [, address] = /Starting http monitor on (\S+)/.exec(line) ?? [];
  return address === undefined ? undefined : `http://${address}`;
}
