import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { environmentWith } from './environment.js';
import { endWithParent } from './end-with-parent.js';
import { endLeftOver } from './left-over.js';

export interface ServerExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface RunningServer {
  url: string;
  port: number;
  pid: number;
  /** Lets the server end by itself, and kills it if it doesn't within 10 s. */
  stop(): Promise<void>;
  /** SIGKILL: the end of a server whose machine lost power. */
  kill(): Promise<void>;
  exited: Promise<ServerExit>;
  /** The end of its log, for whoever has to tell why it exited. */
  lastLogLines(): string[];
}

export interface ServerCommand {
  name: string;
  executable: string;
  /** Must name the data folder: by it a left-over process is recognized. */
  args: string[];
  dataDir: string;
  /** Besides the environment of this process. */
  environment?: Record<string, string> | undefined;
  isReady: (logLine: string) => boolean;
  /** Chooses, from the last lines, those that tell why a start failed. */
  explain: (logLines: string[]) => string[];
  readyWithinMs: number;
  onLog?: ((line: string) => void) | undefined;
}

export type ServerProcess = Pick<RunningServer, 'pid' | 'stop' | 'kill' | 'exited' | 'lastLogLines'>;

export class PortTakenError extends Error {}

const KEPT_LINES = 200;
const STOP_WITHIN_MS = 10_000;

/** Starts a server and waits until its own log says that it is ready. */
export async function runServer(command: ServerCommand): Promise<ServerProcess> {
  const { name, executable, args, dataDir, readyWithinMs } = command;
  await mkdir(dataDir, { recursive: true });
  const pidFile = join(dataDir, `${name}.pid`);
  await endLeftOver(pidFile, name, dataDir);

  // A process group of its own: Ctrl-C reaches only the parent, which ends its servers after their clients.
  const child = spawn(executable, args, {
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environmentWith(command.environment ?? {}),
  });
  const exited = exitOf(child);
  const lines: string[] = [];
  const ready = new Promise<'ready'>((resolve) => {
    const read = (line: string) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      command.onLog?.(line);
      if (command.isReady(line)) resolve('ready');
    };
    readLines(child.stdout, read);
    readLines(child.stderr, read);
  });
  const { pid } = child;
  if (pid === undefined) throw await cannotRun(child, executable);
  // At once and not later: if this process is killed now, the next start has to know.
  writeFileSync(pidFile, `${pid} ${process.pid}\n`);
  endWithParent(child);

  const handle: ServerProcess = {
    pid,
    exited,
    stop: () => end(child, exited, 'SIGTERM'),
    kill: () => end(child, exited, 'SIGKILL'),
    lastLogLines: () => command.explain(lines),
  };
  const outcome = await within(readyWithinMs, Promise.race([ready, exited]));
  if (outcome === 'ready') return handle;

  await handle.kill();
  throw startFailure(command, outcome, lines);
}

function readLines(stream: Readable, read: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Infinity }).on('line', read);
}

async function exitOf(child: ChildProcess): Promise<ServerExit> {
  return new Promise((resolve) => {
    // 'close', not 'exit': by then the last log lines have been read.
    child.once('close', (code, signal) => resolve({ code, signal }));
    child.on('error', () => {
      if (child.pid === undefined) resolve({ code: null, signal: null });
    });
  });
}

async function cannotRun(child: ChildProcess, executable: string): Promise<Error> {
  const cause = await new Promise<Error>((resolve) => child.once('error', resolve));
  return new Error(`Cannot run ${executable}: ${cause.message}`, { cause });
}

async function end(child: ChildProcess, exited: Promise<ServerExit>, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  child.kill(signal);
  if ((await within(STOP_WITHIN_MS, exited)) !== 'late') return;
  child.kill('SIGKILL');
  await exited;
}

async function within<T>(timeoutMs: number, promise: Promise<T>): Promise<T | 'late'> {
  const inTime = new AbortController();
  const late = pause(timeoutMs, 'late' as const, { signal: inTime.signal }).catch(() => 'late' as const);
  try {
    return await Promise.race([promise, late]);
  } finally {
    inTime.abort();
  }
}

function startFailure(command: ServerCommand, outcome: ServerExit | 'late', lines: string[]): Error {
  const { name, dataDir, readyWithinMs } = command;
  const what =
    outcome === 'late'
      ? `was not ready within ${readyWithinMs / 1000} s`
      : `ended while starting (${outcome.signal ?? `exit code ${outcome.code}`})`;
  const message = `${name} with data in ${dataDir} ${what}. Its last words:\n${command.explain(lines).join('\n')}`;
  const portTaken = lines.some((line) => /address already in use/i.test(line));
  return portTaken ? new PortTakenError(message) : new Error(message);
}
