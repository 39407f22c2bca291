import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { derivePermissions, type Permissions } from './derive-permissions.js';
import { findBusUsage } from './find-usage.js';
import { formatUsers } from './format-users.js';

const workspace = fileURLToPath(new URL('../../../../', import.meta.url));

const serverFile = join(workspace, 'deploy', 'nats', 'nats-server.conf');

/** The shipped configuration of a server that lets each service do its own only. */
export const usersFile = join(workspace, 'deploy', 'nats', 'services.conf');

/** Such a configuration by the code as it is now. Its include is relative, since the server knows no other. */
export function usersConfiguration(path = usersFile): string {
  return formatUsers(permissionsOfServices(), `./${relative(dirname(path), serverFile)}`);
}

export function writeUsers(path = usersFile): void {
  writeFileSync(path, usersConfiguration(path));
}

/** What every service of the workspace may say and hear, by its name. */
export function permissionsOfServices(): Map<string, Permissions> {
  const sources = readdirSync(join(workspace, 'services')).map((name) => ({
    name,
    dir: join(workspace, 'services', name, 'src'),
  }));
  const usages = sources
    .filter(({ dir }) => existsSync(join(dir, 'main.ts')))
    .map(({ name, dir }) => ({ name, usage: findBusUsage(dir) }))
    // The rehearsal tenant has nothing to do with the bus.
    .filter(({ usage }) => [usage.answers, usage.asks, usage.listens].flat().length > 0);
  return new Map(usages.map(({ name, usage }) => [name, derivePermissions(name, usage)]));
}
