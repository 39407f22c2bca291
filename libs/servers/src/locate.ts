import { access, chmod, constants, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { searchPath, serversDir } from './environment.js';
import { isAlive } from './is-alive.js';
import { runProgram } from './run-program.js';
import { mongodSources, natsServerSources } from './sources.js';
import type { Source } from './sources.js';
import { isAtLeast, parseVersion } from './version.js';

export interface LocateOptions {
  /** Where fetched servers are kept; ROLLCALL_SERVERS_DIR or the workspace's `.rollcall/servers` if not given. */
  cacheDir?: string | undefined;
  /** The folders to look in first, as PATH has them; PATH itself if not given. */
  path?: string | undefined;
  onProgress?: ((message: string) => void) | undefined;
}

export interface Wanted {
  name: string;
  atLeast: string;
  sources: Source[];
  /** What to do by hand if nothing else works. */
  advice: string;
}

/** The path of a mongod: one on PATH, one fetched earlier, or one fetched now. */
export async function locateMongod(options: LocateOptions = {}): Promise<string> {
  return locate(
    {
      name: 'mongod',
      atLeast: '5.0',
      sources: await mongodSources(),
      advice:
        'Install MongoDB 5.0 or newer so that mongod is on PATH, or set MONGO_URL to a replica set that runs already.',
    },
    options,
  );
}

/** The path of a nats-server: one on PATH, one fetched earlier, or one fetched now. */
export async function locateNatsServer(options: LocateOptions = {}): Promise<string> {
  return locate(
    {
      name: 'nats-server',
      atLeast: '2.10',
      sources: natsServerSources(),
      advice: 'Install nats-server 2.10 or newer so that it is on PATH, or set NATS_URL to one that runs already.',
    },
    options,
  );
}

export async function locate(wanted: Wanted, options: LocateOptions): Promise<string> {
  const { cacheDir = serversDir(), path = searchPath(), onProgress = () => undefined } = options;
  return (
    (await onPath(wanted, path)) ?? (await cached(wanted, cacheDir)) ?? (await fetched(wanted, cacheDir, onProgress))
  );
}

/** One that is too old is passed over: Debian's nats-server lacks what the consumers need. */
async function onPath({ name, atLeast }: Wanted, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = join(folder, executableName(name));
    if (!(await isExecutable(file))) continue;
    const version = await versionOf(file).catch(() => undefined);
    if (version && isAtLeast(version, atLeast)) return file;
  }
  return undefined;
}

async function cached({ name, sources }: Wanted, cacheDir: string): Promise<string | undefined> {
  for (const { version } of sources) {
    const file = cacheFile(cacheDir, name, version);
    if (await isExecutable(file)) return file;
  }
  return undefined;
}

async function fetched(wanted: Wanted, cacheDir: string, onProgress: (message: string) => void): Promise<string> {
  const failures: string[] = [];
  for (const source of wanted.sources) {
    onProgress(`Fetching ${wanted.name} ${source.version} (${source.title})`);
    try {
      return await install(source, cacheDir, cacheFile(cacheDir, wanted.name, source.version));
    } catch (error) {
      failures.push(`- ${source.title}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(
    `No ${wanted.name} was found on PATH, and none could be fetched:\n${failures.join('\n')}\n${wanted.advice}`,
  );
}

/** Whoever finds the target finds it whole: it is made elsewhere, tried, and renamed. Two at once both succeed. */
async function install(source: Source, cacheDir: string, target: string): Promise<string> {
  await mkdir(cacheDir, { recursive: true });
  await removeAbandoned(cacheDir);
  const workDir = await mkdtemp(join(cacheDir, `.fetching-${process.pid}-`));
  try {
    const file = await source.fetch(workDir);
    await chmod(file, 0o755);
    await versionOf(file);
    await rename(file, target).catch(async (error: unknown) => {
      // Windows doesn't replace a program that runs: then somebody else was faster.
      if (!(await isExecutable(target))) throw error;
    });
    return target;
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

/** A fetch that was interrupted leaves its folder, named by a process that is no more. */
async function removeAbandoned(cacheDir: string): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    const [, owner] = /^\.fetching-(\d+)-/.exec(name) ?? [];
    if (owner !== undefined && !isAlive(Number(owner)))
      await rm(join(cacheDir, name), { recursive: true, force: true });
  }
}

/** Also tells whether the program runs here at all: a build for another system or with a library missing doesn't. */
async function versionOf(file: string): Promise<string> {
  const output = await runProgram(file, ['--version'], { timeoutMs: 10_000 });
  const version = parseVersion(output);
  if (version === undefined) throw new Error(`${file} --version tells no version.`);
  return version;
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function cacheFile(cacheDir: string, name: string, version: string): string {
  return join(cacheDir, executableName(`${name}-${version}`));
}

function executableName(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}
