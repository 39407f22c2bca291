import { rm } from 'node:fs/promises';

export default async function stopServersOfWorkers(): Promise<void> {
  const started = globalThis.rollcallStarted;
  if (!started) return;
  // Their data is thrown away: no need to wait for them to write it down.
  await Promise.all(started.servers.map((server) => server.kill()));
  await rm(started.dataDir, { recursive: true, force: true });
}
