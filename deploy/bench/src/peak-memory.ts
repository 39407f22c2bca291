import { readFileSync } from 'node:fs';

/** The largest resident memory a process had so far, in MiB; undefined where the system doesn't tell. */
export function peakMemory(pid: number | undefined): number | undefined {
  try {
    const [, kib] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid ?? 0}/status`, 'utf8')) ?? [];
    return kib === undefined ? undefined : Math.round(Number(kib) / 1_024);
  } catch {
    return undefined;
  }
}
