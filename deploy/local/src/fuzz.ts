import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '@rollcall/servers';
import { signInToKissflow } from './demo/drive-wizard.js';
import { runDemo } from './demo/run-demo.js';
import { surroundingsOf } from './environment.js';
import { startSystem } from './start-system.js';

/** Sends what nobody thought of, made from an API's own description: https://schemathesis.readthedocs.io */
const SCHEMATHESIS = 'schemathesis==4.32.5';
const environmentDir = resolve('.rollcall', 'fuzz');
const withinMs = 30 * 60_000;

/** What every answer has to be. Of what a description can't say, such as which ids there are, nothing is demanded. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
  'response_headers_conformance',
  'negative_data_rejection',
  'ignored_auth',
];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs a program, which may leave files in the folder, and shows what it says; answers its exit code. */
function run(program: string, args: string[], cwd?: string): Promise<number> {
  const bounds = { timeout: withinMs, killSignal: 'SIGKILL' } as const;
  const child = spawn(program, args, { stdio: 'inherit', env: surroundingsOf(), cwd, ...bounds });
  return new Promise((done, fail) => {
    child.once('exit', (code) => done(code ?? 1));
    child.once('error', fail);
  });
}

async function findSchemathesis(): Promise<string> {
  const program = join(environmentDir, 'bin', 'schemathesis');
  if (existsSync(program)) return program;
  say(`· fetching ${SCHEMATHESIS}`);
  if ((await run('python3', ['-m', 'venv', environmentDir])) !== 0) throw new Error('python3 with venv is needed');
  const pip = join(environmentDir, 'bin', 'pip');
  if ((await run(pip, ['install', '--quiet', SCHEMATHESIS])) !== 0) throw new Error(`${SCHEMATHESIS} can't be fetched`);
  return program;
}

async function main(examples: string, seed: string): Promise<number> {
  const schemathesis = await findSchemathesis();
  const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-fuzz-'));
  const settings = {
    gatewayPort: await freePort(),
    rehearsalPort: await freePort(),
    handedOn: { REHEARSAL_PEOPLE: '40', REHEARSAL_GROUPS: '3' },
  };
  const limits = { RATE_LIMIT: '1000000', USER_RATE_LIMIT: '1000000', ACCOUNT_RATE_LIMIT: '1000000' };
  const system = await startSystem({ dataDir, settings, environment: { gateway: limits } });
  try {
    const { gateway, rehearsal = '' } = system.urls;
    await runDemo({ gateway, rehearsal }, () => undefined);
    const token = await signInToKissflow(rehearsal, 'Us0000001');
    say(`· fuzzing ${gateway}/api/docs-json, ${examples} examples a call, seed ${seed}`);
    const args = [
      'run',
      `${gateway}/api/docs-json`,
      ...['--header', `Authorization: Bearer ${token}`],
      ...['--checks', checks.join(','), '--phases', 'examples,coverage,fuzzing,stateful'],
      ...['--max-examples', examples, '--seed', seed, '--workers', '2', '--request-timeout', '60'],
      // An answer without an end.
      ...['--exclude-path', '/api/v1/live'],
    ];
    return await run(schemathesis, args, dataDir);
  } finally {
    await system.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const [examples = '50', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
process.exitCode = await main(examples, seed).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
process.exit();
