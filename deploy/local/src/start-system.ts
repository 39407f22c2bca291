import { createWriteStream, existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { REHEARSAL_CLIENT_ID, REHEARSAL_CLIENT_SECRET } from '@rollcall/rehearsal';
import {
  freePort,
  locateMongod,
  locateNatsServer,
  startMongod,
  type StartMongodOptions,
  startNatsServer,
} from '@rollcall/servers';
import { type LocalSettings, surroundingsOf } from './environment.js';
import { KeptServer } from './kept-server.js';
import { OPERATOR, passwordVariable } from './nats/format-users.js';
import { writeUsers } from './nats/users-file.js';
import { ServiceProcess } from './service-process.js';

/** In the order in which they are started: who answers before who asks. */
export const serviceNames = [
  'user-lifecycle',
  'identity-connector',
  'config',
  'mapping-validator',
  'notification',
  'sync-runner',
  'gateway',
] as const;
export type ServiceName = (typeof serviceNames)[number];

export interface SystemOptions {
  /** Databases, streams and logs; a second start on the same folder finds everything again. */
  dataDir: string;
  settings?: LocalSettings;
  /** Further settings for one service, such as a shorter lease. */
  environment?: Partial<Record<ServiceName, Record<string, string>>>;
  /** How many processes of a service, if not one. */
  instances?: Partial<Record<ServiceName, number>>;
  mongo?: Pick<StartMongodOptions, 'cacheGb' | 'transactionSeconds'>;
  onStep?: (step: string) => void;
  onLog?: (service: string, line: string) => void;
}

export interface System {
  urls: {
    /** The console, and the API below `/api/v1`. */
    gateway: string;
    /** The rehearsal tenant with its control page, sign-in and mailbox, unless everything it plays is real. */
    rehearsal?: string;
    mongo: string;
    /** As the operator, who may do everything. */
    nats: string;
  };
  /** A process by name: `sync-runner`, or `sync-runner-2` for the second of two. */
  service(name: string): ServiceProcess;
  /** Kill -9, and up again. */
  killNats(): Promise<void>;
  killMongo(): Promise<void>;
  stop(): Promise<void>;
}

const servicesDir = fileURLToPath(new URL('../../../services/', import.meta.url));
const defaultPorts = { gateway: 3_000, rehearsal: 3_100 };

/** Starts the whole system on this machine: what `npm start` shows and the system tests drive. */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { settings = { handedOn: {} }, onStep = () => undefined } = options;
  const dataDir = options.dataDir;
  const logDir = join(dataDir, 'logs');
  const isFirstStart = !existsSync(logDir);
  await mkdir(logDir, { recursive: true });
  // New ones each time: nobody but the processes started here needs them.
  const passwords = Object.fromEntries([OPERATOR, ...serviceNames].map((user) => [user, newPassword()]));
  const running: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (const each of running.reverse()) await each.stop();
  };
  try {
    const started = await startAll();
    return { ...started, stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function startAll(): Promise<Omit<System, 'stop'>> {
    const gatewayPort = await choosePort('GATEWAY_PORT', settings.gatewayPort, defaultPorts.gateway);
    const rehearsalPort = await choosePort('REHEARSAL_PORT', settings.rehearsalPort, defaultPorts.rehearsal);
    const publicUrl = settings.handedOn.PUBLIC_URL ?? `http://localhost:${gatewayPort}`;
    const [nats, mongo, rehearsal] = await allStarted([
      settings.natsUrl ? undefined : keepNats(),
      settings.mongoUrl ? undefined : keepMongo(),
      isPlayed(settings) ? startRehearsal(publicUrl, rehearsalPort) : undefined,
    ]);
    const natsUrlOf = (user: string) => settings.natsUrl ?? withPassword(nats?.url ?? '', user);
    const mongoUrl = settings.mongoUrl ?? mongo?.url ?? '';
    const base = {
      ...surroundingsOf(),
      ...rehearsal?.settings,
      ...settings.handedOn,
      PUBLIC_URL: publicUrl,
      SMTP_URL: settings.smtpUrl ?? rehearsal?.settings.SMTP_URL ?? '',
      MONGO_URL: mongoUrl,
    };
    onStep('starting the services');
    const processes = await startServices(base, gatewayPort, natsUrlOf);
    return {
      urls: { gateway: publicUrl, rehearsal: rehearsal?.url, mongo: mongoUrl, nats: natsUrlOf(OPERATOR) },
      service: (name) => {
        const found = processes.find((each) => each.name === name);
        if (!found) throw new Error(`there is no process ${name}`);
        return found;
      },
      killNats: () => own(nats).kill(),
      killMongo: () => own(mongo).kill(),
    };
  }

  async function keepNats(): Promise<KeptServer> {
    const executable = await locateNatsServer({ onProgress: onStep });
    const configFile = join(dataDir, 'nats.conf');
    writeUsers(configFile);
    const environment = Object.fromEntries(
      Object.entries(passwords).map(([user, password]) => [passwordVariable(user), password]),
    );
    // Who tries what they may not is told here only.
    const log = createWriteStream(join(logDir, 'nats-server.log'), { flags: 'a' });
    const onLog = (line: string) => void log.write(`${line}\n`);
    return await keep('nats-server', (port) =>
      startNatsServer({ dataDir: join(dataDir, 'nats'), port, executable, configFile, environment, onLog }),
    );
  }

  async function keepMongo(): Promise<KeptServer> {
    const executable = await locateMongod({ onProgress: onStep });
    return await keep('mongod', (port) =>
      startMongod({ dataDir: join(dataDir, 'mongo'), port, executable, ...options.mongo }),
    );
  }

  async function keep(name: string, start: Parameters<typeof KeptServer.start>[0]): Promise<KeptServer> {
    onStep(`starting ${name}`);
    const server = await KeptServer.start(start, () => onStep(`${name} ended unexpectedly and is started again`));
    running.push(server);
    return server;
  }

  async function startRehearsal(
    publicUrl: string,
    port: number,
  ): Promise<{ url: string; settings: Record<string, string> }> {
    onStep('starting the rehearsal tenant');
    const smtpPort = await freePort();
    const url = `http://localhost:${port}`;
    const played = {
      AZURE_CLIENT_ID: REHEARSAL_CLIENT_ID,
      AZURE_CLIENT_SECRET: REHEARSAL_CLIENT_SECRET,
      KISSFLOW_ISSUER: 'https://kissflow.rehearsal',
      KISSFLOW_AUDIENCE: 'rollcall',
    };
    await launch('rehearsal', 'rehearsal', url, {
      ...surroundingsOf(),
      ...played,
      ...settings.handedOn,
      REHEARSAL_PORT: String(port),
      SMTP_PORT: String(smtpPort),
      // The rehearsal forgets, the databases don't: a connection made before still has its consent.
      ...(isFirstStart ? {} : { REHEARSAL_CONSENTED: 'contoso.com' }),
      REHEARSAL_REDIRECT_URIS: `${publicUrl},http://localhost,http://127.0.0.1`,
    });
    return {
      url,
      settings: {
        ...played,
        ENTRA_LOGIN_ORIGIN: url,
        GRAPH_ORIGIN: url,
        KISSFLOW_JWKS_URL: `${url}/kissflow/jwks.json`,
        KISSFLOW_SIGN_IN_URL: `${url}/kissflow/sign-in`,
        SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
        MAIL_FROM: 'Rollcall <rollcall@kissflow.example>',
      },
    };
  }

  function withPassword(url: string, user: string): string {
    return url.replace('://', `://${user}:${passwords[user] ?? ''}@`);
  }

  async function startServices(
    base: Record<string, string>,
    gatewayPort: number,
    natsUrlOf: (service: string) => string,
  ): Promise<ServiceProcess[]> {
    const processes: Promise<ServiceProcess>[] = [];
    for (const service of serviceNames) {
      for (let instance = 1; instance <= (options.instances?.[service] ?? 1); instance++) {
        const name = instance === 1 ? service : `${service}-${instance}`;
        const port = service === 'gateway' && instance === 1 ? gatewayPort : await freePort();
        const own = { HTTP_PORT: String(port), NATS_URL: natsUrlOf(service), ...options.environment?.[service] };
        const environment = { ...base, ...own };
        processes.push(launch(service, name, `http://127.0.0.1:${port}`, environment));
      }
    }
    return await allStarted(processes);
  }

  async function launch(
    service: string,
    name: string,
    url: string,
    environment: Record<string, string>,
  ): Promise<ServiceProcess> {
    const main = join(servicesDir, service, 'dist', 'main.js');
    if (!existsSync(main)) throw new Error(`${service} is not built: run npm run build`);
    const process = new ServiceProcess({
      name,
      main,
      environment,
      url,
      logFile: join(logDir, `${name}.log`),
      onLog: (line) => options.onLog?.(name, line),
      onCrash: (how) => onStep(`${name} ended unexpectedly (${how}) and is started again`),
    });
    running.push(process);
    await process.start();
    return process;
  }
}

/** Begins with a letter, as the server's configuration would take it for a number otherwise. */
const newPassword = (): string => `p${randomBytes(24).toString('hex')}`;

/** The rehearsal tenant is left out only where nothing that it plays is left to play. */
function isPlayed({ handedOn, smtpUrl }: LocalSettings): boolean {
  return !(handedOn.KISSFLOW_JWKS_URL && (handedOn.AZURE_CLIENT_ID ?? handedOn.ENTRA_LOGIN_ORIGIN) && smtpUrl);
}

function own(server: KeptServer | undefined): KeptServer {
  if (!server) throw new Error('this server was given by URL: it is not ours to kill');
  return server;
}

/** All of them, or the first failure once the others have settled, so that nothing is still starting while we stop. */
async function allStarted<T extends readonly unknown[] | []>(
  starting: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(starting);
  return await Promise.all(starting);
}

/** The port asked for, which must be free; else the usual one, or any if that is taken. */
async function choosePort(setting: string, asked: number | undefined, usual: number): Promise<number> {
  if (asked !== undefined) {
    if (await isFree(asked)) return asked;
    throw new Error(`Port ${asked} is taken. Set ${setting} to a free port, or leave it out.`);
  }
  return (await isFree(usual)) ? usual : await freePort();
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}
