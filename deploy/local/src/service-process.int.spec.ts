import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { eventually, freePort } from '@rollcall/servers';
import { ServiceProcess } from './service-process.js';

/** A service as small as can be: it answers every request, and says when it is asked to end. */
const answering = `
import { createServer } from 'node:http';
const server = createServer((request, response) => response.end('ok')).listen(process.env.HTTP_PORT, '127.0.0.1');
process.on('SIGTERM', () => { console.log('ending in order'); server.close(); server.closeAllConnections(); });
`;

/** Lets a process run the sources as they are. */
const sources = fileURLToPath(new URL('../../../libs/servers/src/testing/resolve-sources.mjs', import.meta.url));

describe(ServiceProcess.name, () => {
  let folder: string;
  let sut: ServiceProcess;
  const lines: string[] = [];
  const crashes: string[] = [];

  async function make(source: string): Promise<ServiceProcess> {
    const main = join(folder, 'main.mjs');
    const port = String(await freePort());
    await writeFile(main, source);
    sut = new ServiceProcess({
      name: 'small-service',
      main,
      environment: { HTTP_PORT: port },
      url: `http://127.0.0.1:${port}`,
      logFile: join(folder, 'small-service.log'),
      onLog: (line) => lines.push(line),
      onCrash: (how) => crashes.push(how),
    });
    return sut;
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollcall-process-'));
    lines.length = 0;
    crashes.length = 0;
  });

  afterEach(async () => {
    await sut.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('starts a service, lets it end in order, and keeps what it said', async () => {
    await (await make(answering)).start();
    await sut.stop();

    expect(lines).toEqual(['ending in order']);
    expect(await readFile(join(folder, 'small-service.log'), 'utf8')).toBe('ending in order\n');
    expect(crashes).toEqual([]);
  });

  it('bounds the heap of a service, as its container does', async () => {
    const limit = `console.log(process.getBuiltinModule('node:v8').getHeapStatistics().heap_size_limit / 2 ** 20);`;
    await (await make(`${limit}${answering}`)).start();

    expect(Number(lines[0])).toBeLessThan(400);
  });

  it('starts a service again that ended unasked, and tells of it', async () => {
    await (await make(answering)).start();
    const { pid } = sut;
    sut.kill();

    await eventually(() => expect(crashes).toEqual(['SIGKILL']));
    await eventually(() => expect(sut.pid).not.toBe(pid));
    await sut.untilReady();
  });

  it('fails with the last words of a service that can not start', async () => {
    const start = (await make(`console.error('MONGO_URL is missing'); process.exit(1);`)).start();

    await expect(start).rejects.toThrow(/small-service can't start. Its last words:\nMONGO_URL is missing/);
    expect(crashes).toEqual([]);
  });

  it('ends a frozen service too', async () => {
    await (await make(answering)).start();
    sut.freeze();

    await sut.stop();
  });

  it.each(['', 'service.freeze();'])('ends it, too, with a process that is told to end: %s', async (before) => {
    const { url } = await make(answering);
    const command = { name: 'small-service', main: join(folder, 'main.mjs'), url, logFile: join(folder, 'parent.log') };
    const script = `
      import { ServiceProcess } from '${new URL('service-process.ts', import.meta.url).href}';
      const environment = { HTTP_PORT: '${new URL(url).port}' };
      const quiet = { onLog: () => {}, onCrash: () => {} };
      const service = new ServiceProcess({ ...${JSON.stringify(command)}, environment, ...quiet });
      await service.start();
      ${before}
      console.log(service.pid);`;
    const flags = ['--no-warnings', '--experimental-transform-types', '--conditions', '@rollcall/source'];
    const args = [...flags, '--import', sources, '--input-type=module', '--eval', script];
    const parent = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const [pid] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];

    parent.kill('SIGTERM');
    await once(parent, 'exit');
    await eventually(() => expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH'));
  });
});
