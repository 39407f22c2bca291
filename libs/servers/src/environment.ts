import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where servers that were fetched are kept: ROLLCALL_SERVERS_DIR, else `.rollcall/servers` of the workspace. */
export function serversDir(): string {
  return process.env.ROLLCALL_SERVERS_DIR ?? join(workspaceRoot(), '.rollcall', 'servers');
}

export function searchPath(): string {
  return process.env.PATH ?? '';
}

export function environmentWith(more: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...more };
}

/** The nearest folder upwards with an nx.json, as npm runs a package's scripts inside that package. */
export function workspaceRoot(from = process.cwd()): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'nx.json'))) return folder;
    if (folder === dirname(folder)) return from;
  }
}
