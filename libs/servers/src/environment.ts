import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Reckoned from this file, in `src` or `dist`: npm runs scripts in the folder of a package, and tests run anywhere. */
export const workspaceRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** Where servers that were fetched are kept: ROLLCALL_SERVERS_DIR, else `.rollcall/servers` of the workspace. */
export function serversDir(): string {
  return process.env.ROLLCALL_SERVERS_DIR ?? join(workspaceRoot, '.rollcall', 'servers');
}

export function searchPath(): string {
  return process.env.PATH ?? '';
}

export function environmentWith(more: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...more };
}
