import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.js';
import { startNatsServer } from './start-nats-server.js';

/** A process that starts a nats-server, tells its port, and does `then`. */
async function aParent({ dataDir, then = 'setInterval(() => {}, 1000)' }: { dataDir: string; then?: string }) {
  const source = (path: string) => new URL(path, import.meta.url);
  const script = `
    import { startNatsServer } from '${source('index.ts').href}';
    const server = await startNatsServer({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(server.port);
    ${then}`;
  const hooks = fileURLToPath(source('testing/resolve-sources.mjs'));
  const args = ['--no-warnings', '--import', hooks, '--input-type=module', '--eval', script];
  const parent = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
  return { parent, port: Number(line) };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

describe('a server whose parent ends', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rollcall-parent-'));
  });

  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'ends with it by %s, and the parent is seen to end by it',
    async (signal) => {
      const { parent, port } = await aParent({ dataDir });
      parent.kill(signal);
      await expect(once(parent, 'exit')).resolves.toEqual([null, signal]);
      await eventually(() => expect(answers(port)).resolves.toBe(false));
    },
  );

  it('ends with it when it exits', async () => {
    const { parent, port } = await aParent({ dataDir, then: 'process.exit(3)' });
    if (parent.exitCode === null) await once(parent, 'exit');
    expect(parent.exitCode).toBe(3);
    await eventually(() => expect(answers(port)).resolves.toBe(false));
  });

  it('lives on while a parent that handles the signal itself tidies up', async () => {
    const then = `
      process.on('SIGTERM', async () => {
        const alive = await fetch(server.monitorUrl + '/healthz').then((answer) => answer.ok);
        await server.stop();
        process.exit(alive ? 7 : 8);
      });`;
    const { parent, port } = await aParent({ dataDir, then });
    parent.kill('SIGTERM');
    await expect(once(parent, 'exit')).resolves.toEqual([7, null]);
    await expect(answers(port)).resolves.toBe(false);
  });

  it('is left over when the parent is killed, and the next start on its folder ends it', async () => {
    const { parent, port } = await aParent({ dataDir });
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await expect(answers(port)).resolves.toBe(true);

    const sut = await startNatsServer({ dataDir });
    await expect(answers(port)).resolves.toBe(false);
    await expect(answers(sut.port)).resolves.toBe(true);
    await sut.stop();
  });
});
