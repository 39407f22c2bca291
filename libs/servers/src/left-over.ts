import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { eventually } from './eventually.js';

const run = promisify(execFile);

interface ProcessFacts {
  parent: number;
  command: string;
}

/**
 * A parent that was killed can't end its server, and that server still holds the data folder and its port. The pid file
 * tells of it; only a process that is that very server on that very folder is ended, and only when its parent is gone.
 */
export async function endLeftOver(pidFile: string, name: string, dataDir: string): Promise<void> {
  const [pid, startedBy] = (await readFile(pidFile, 'utf8').catch(() => '')).split(' ').map(Number);
  if (!pid) return;
  const found = await serverAt(pid, name, dataDir);
  if (!found) return;
  if (found.parent === startedBy) {
    throw new Error(
      `${name} (process ${pid}) is already running on ${dataDir}, started by process ${startedBy}. ` +
        'Stop that one first, or give another data folder.',
    );
  }
  signal(pid, 'SIGTERM');
  await gone(pid, name, dataDir, 10_000).catch(async () => {
    signal(pid, 'SIGKILL');
    await gone(pid, name, dataDir, 5_000);
  });
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It ended by itself meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function gone(pid: number, name: string, dataDir: string, timeoutMs: number): Promise<void> {
  await eventually(
    async () => {
      if (await serverAt(pid, name, dataDir)) throw new Error(`${name} (process ${pid}) does not end.`);
    },
    { timeoutMs },
  );
}

async function serverAt(pid: number, name: string, dataDir: string): Promise<ProcessFacts | undefined> {
  const facts = await factsOf(pid).catch(() => undefined);
  return facts && isServer(facts.command, name, dataDir) ? facts : undefined;
}

export function isServer(command: string, name: string, dataDir: string): boolean {
  return command.includes(name) && ` ${command} `.includes(` ${dataDir} `);
}

async function factsOf(pid: number): Promise<ProcessFacts | undefined> {
  if (process.platform === 'linux') {
    const [stat, command] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    return { parent: parentOf(stat), command: command.replaceAll('\0', ' ').trim() };
  }
  // Windows has neither; there the servers' own locks refuse a second start on the same folder.
  if (process.platform === 'win32') return undefined;
  const { stdout } = await run('ps', ['-ww', '-o', 'ppid=,command=', '-p', String(pid)], { timeout: 5_000 });
  const [, parent, command] = /^\s*(\d+)\s+(.*)$/m.exec(stdout) ?? [];
  return command === undefined ? undefined : { parent: Number(parent), command };
}

/** The process's name stands in brackets and may hold spaces and brackets itself; state and parent follow the last. */
export function parentOf(stat: string): number {
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}
