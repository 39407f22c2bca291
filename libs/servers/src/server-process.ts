import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
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
}

export interface ServerCommand {
  name: string;
  executable: string;
  /** Must name the data folder: by it a left-over process is recognized. */
  args: string[];
  dataDir: string;
  isReady: (logLine: string) => boolean;
  /** Chooses, from the last lines, those that tell why a start failed. */
  explain: (logLines: string[]) => string[];
  readyWithinMs: number;
  onLog?: ((line: string) => void) | undefined;
}

export type ServerProcess = Pick<RunningServer, 'pid' | 'stop' | 'kill' | 'exited'>;

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
  const child = spawn(executable, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
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
  endWithParent(child);

  const handle: ServerProcess = {
    pid,
    exited,
    stop: () => end(child, exited, 'SIGTERM'),
    kill: () => end(child, exited, 'SIGKILL'),
  };
  await writeFile(pidFile, `${pid} ${process.pid}\n`);
  const late = new AbortController();
  const outcome = await Promise.race([
    ready,
    exited,
    pause(readyWithinMs, 'late' as const, { signal: late.signal }).catch(() => 'late' as const),
  ]);
  late.abort();
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
    child.once('error', () => resolve({ code: null, signal: null }));
  });
}

async function cannotRun(child: ChildProcess, executable: string): Promise<Error> {
  const cause = await new Promise<Error>((resolve) => child.once('error', resolve));
  return new Error(`Cannot run ${executable}: ${cause.message}`, { cause });
}

async function end(child: ChildProcess, exited: Promise<ServerExit>, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  child.kill(signal);
  const giveUp = new AbortController();
  const patience = pause(STOP_WITHIN_MS, 'late', { signal: giveUp.signal }).catch(() => 'late');
  const outcome = await Promise.race([exited, patience]);
  giveUp.abort();
  if (outcome !== 'late') return;
  child.kill('SIGKILL');
  await exited;
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

const running = new Set<ChildProcess>();
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function endWithParent(child: ChildProcess): void {
  if (running.size === 0) watchParent();
  running.add(child);
  child.once('exit', () => {
    running.delete(child);
    if (running.size === 0) unwatchParent();
  });
}

function watchParent(): void {
  process.on('exit', endAll);
  for (const signal of endingSignals) process.on(signal, onSignal);
}

function unwatchParent(): void {
  process.off('exit', endAll);
  for (const signal of endingSignals) process.off(signal, onSignal);
}

function endAll(): void {
  for (const child of running) child.kill('SIGTERM');
}

function onSignal(signal: NodeJS.Signals): void {
  // Whoever else listens decides when the process exits, and the servers end then: after the services that use them.
  if (process.listenerCount(signal) > 1) return;
  endAll();
  unwatchParent();
  process.kill(process.pid, signal);
}
