#!/usr/bin/env node
// Behind `npm start`, `npm test` and `npm run check`. Needs Node 20 and npm only: it installs what is missing and goes on
// under the project's own Node. Plain JavaScript without dependencies, since on a fresh clone there is nothing else.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const onWindows = process.platform === 'win32';

/** What npm runs its scripts with: the project's tools, its own Node among them, come first. */
const environment = {
  ...process.env,
  PATH: bin + delimiter + (process.env.PATH ?? ''),
  NX_DAEMON: 'false',
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'),
};

function fail(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', env: environment, shell: onWindows, ...options });
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 12)) return;
  fail(`Node ${process.versions.node} is too old: Rollcall needs Node 20.12 or newer to install itself.`);
}

function installDependencies() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const mark = join(root, 'node_modules', '.rollcall-lock');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  console.log('· installing dependencies (npm ci), half a minute or so');
  const installed = run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error']);
  if (installed.status !== 0) fail('The dependencies could not be installed: npm says why above.');
  writeFileSync(mark, lock);
}

/** Node 24 comes as a dependency, one package for each platform; where there is none, this very Node has to do. */
function projectNode() {
  const own = join(bin, onWindows ? 'node.cmd' : 'node');
  if (existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return fail(
    `No Node 24 for ${process.platform}-${process.arch} could be installed. Install Node 24 and start again.`,
  );
}

function build() {
  const built = run('nx', ['run-many', '-t', 'build', '--output-style=stream'], { stdio: ['ignore', 'pipe', 'pipe'] });
  if (built.status !== 0) fail(`The build failed:\n${String(built.stdout)}${String(built.stderr)}`);
}

/** Ctrl-C reaches the whole group: the child ends its processes in order, and this one waits for it. */
function hand(node, args) {
  const child = spawn(node, args, { cwd: root, stdio: 'inherit', env: environment, shell: onWindows });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

const [task, ...args] = process.argv.slice(2);
checkNode();
installDependencies();
const node = projectNode();
if (task === 'start') {
  build();
  hand(node, [join(root, 'deploy', 'local', 'dist', 'main.js'), ...args]);
} else {
  hand(node, [join(root, 'deploy', 'local', 'checks.mjs'), task, ...args]);
}
