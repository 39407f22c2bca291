import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { endWithParent } from '@rollcall/servers';

export interface ServiceCommand {
  /** `sync-runner`, or `sync-runner-2` for a second instance. */
  name: string;
  /** The service's `main.js`. */
  main: string;
  environment: Record<string, string>;
  /** Where health and metrics are. */
  url: string;
  logFile: string;
  onLog: (line: string) => void;
  /** Told when a process ended that nobody asked to end, and is started again. */
  onCrash: (how: string) => void;
}

/** Bounds of the heap among them, as in a container. */
const nodeOptions = fileURLToPath(new URL('../../../services/node-options', import.meta.url));

const readyWithinMs = 120_000;
const stopWithinMs = 15_000;
const firstRestartMs = 500;
const longestRestartMs = 10_000;
const shownLines = 12;

/** One service in a process of its own, which is started again whenever it ends unasked. */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  private exited: Promise<void> = Promise.resolve();
  private wanted = false;
  private restartAfterMs = firstRestartMs;
  private hasBeenReady = false;
  private readonly lastLines: string[] = [];
  private readonly log: WriteStream;

  constructor(private readonly command: ServiceCommand) {
    this.log = createWriteStream(command.logFile, { flags: 'a' });
  }

  get name(): string {
    return this.command.name;
  }

  get url(): string {
    return this.command.url;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts the process and waits until it is ready; throws with its last words if it ends before, or isn't in time. */
  async start(): Promise<void> {
    this.wanted = true;
    this.spawn();
    await Promise.race([this.untilReady(), this.exited]);
    if (!(await this.isReady())) {
      this.wanted = false;
      throw new Error(`${this.name} can't start. Its last words:\n${this.lastLines.join('\n')}`);
    }
    this.hasBeenReady = true;
  }

  /** Ends the process in order, and by force if it doesn't end by itself. It stays ended. */
  async stop(): Promise<void> {
    this.wanted = false;
    this.signal('SIGCONT');
    this.signal('SIGTERM');
    const overdue = setTimeout(() => this.signal('SIGKILL'), stopWithinMs);
    await this.exited;
    clearTimeout(overdue);
  }

  /** `kill -9`, as a lost machine would. It is started again like after any crash. */
  kill(): void {
    this.signal('SIGKILL');
  }

  /** Stops the process in its tracks, as a long pause of its machine would, until `thaw`. */
  freeze(): void {
    this.signal('SIGSTOP');
  }

  thaw(): void {
    this.signal('SIGCONT');
  }

  /** Waits until the process answers that it is ready. */
  async untilReady(): Promise<void> {
    const giveUpAt = Date.now() + readyWithinMs;
    while (!(await this.isReady())) {
      if (!this.wanted) throw new Error(`${this.name} was stopped while starting`);
      if (Date.now() > giveUpAt)
        throw new Error(`${this.name} is not ready after ${readyWithinMs / 1000} s: see ${this.command.logFile}`);
      await pause(50);
    }
  }

  private async isReady(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
      return answer.ok;
    } catch {
      return false;
    }
  }

  private spawn(): void {
    const { main, environment } = this.command;
    // A group of its own: Ctrl-C reaches only the launcher, which ends the services in order.
    const child = spawn(process.execPath, [`--env-file=${nodeOptions}`, main], {
      detached: true,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    endWithParent(child);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        this.log.write(`${line}\n`);
        this.lastLines.push(line);
        if (this.lastLines.length > shownLines) this.lastLines.shift();
        this.command.onLog(line);
      });
    }
    this.exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        resolve();
        if (this.child === child && this.wanted && this.hasBeenReady)
          void this.restart(signal ?? `exit code ${code ?? 0}`);
      });
    });
  }

  private async restart(how: string): Promise<void> {
    this.command.onCrash(how);
    const waitMs = this.restartAfterMs;
    this.restartAfterMs = Math.min(waitMs * 2, longestRestartMs);
    await pause(waitMs);
    if (!this.wanted) return;
    this.spawn();
    try {
      await this.untilReady();
      this.restartAfterMs = firstRestartMs;
    } catch {
      // Still not ready, or ended again: its exit brings the next try.
    }
  }

  private signal(signal: NodeJS.Signals): void {
    if (this.child?.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
  }
}
