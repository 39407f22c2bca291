import type { ChildProcess } from 'node:child_process';

const running = new Set<ChildProcess>();
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ends the child when this process exits or is told to. After a SIGKILL only the next start can do it. */
export function endWithParent(child: ChildProcess): void {
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
  for (const child of running) {
    // Who is stopped in their tracks hears nothing else.
    child.kill('SIGCONT');
    child.kill('SIGTERM');
  }
}

function onSignal(signal: NodeJS.Signals): void {
  // Whoever else listens decides when the process exits, and the servers end then: after the services that use them.
  if (process.listenerCount(signal) > 1) return;
  endAll();
  unwatchParent();
  process.kill(process.pid, signal);
}
