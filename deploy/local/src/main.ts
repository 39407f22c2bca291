import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runDemo } from './demo/run-demo.js';
import { readSettings } from './environment.js';
import { formatLogLine, WARNING } from './format-log-line.js';
import { startSystem, type System } from './start-system.js';

const usage = `npm start                 starts Rollcall on this machine
npm start -- --demo       and drives the whole wizard against the rehearsal tenant
npm start -- --exit       ends after that, instead of running on
npm start -- --verbose    shows all of the services' logs, not only warnings
npm start -- --data DIR   keeps databases and logs there instead of in .rollcall`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Flags {
  demo: boolean;
  exit: boolean;
  verbose: boolean;
  data: string;
  help: boolean;
}

function readFlags(): Flags {
  const flag = { type: 'boolean', default: false } as const;
  const data = { type: 'string', default: '.rollcall' } as const;
  try {
    return parseArgs({ options: { demo: flag, exit: flag, verbose: flag, data, help: flag } }).values;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, { cause: error });
  }
}

function showLog({ verbose }: Flags, service: string, line: string): void {
  const { level, text } = formatLogLine(line);
  if (verbose || level >= WARNING) say(`${service.padEnd(18)} ${text}`);
}

function greet(system: System, { data }: Flags): void {
  const { urls } = system;
  say(`\nConsole   ${urls.gateway}`);
  say(`API       ${urls.gateway}/api/docs`);
  if (urls.rehearsal) {
    say(
      `Sign in   ${urls.rehearsal}/kissflow/sign-in?return_to=${encodeURIComponent(`${urls.gateway}/api/v1/session`)}`,
    );
    say(`Mailbox   ${urls.rehearsal}/mailbox`);
    say(`Rehearsal ${urls.rehearsal}/control   (make things go wrong)`);
  }
  say(`Mails     ${system.service('notification').url}/mails   (how each kind looks)`);
  say(`Logs      ${join(data, 'logs')}`);
}

async function demo({ urls }: System): Promise<void> {
  if (!urls.rehearsal) throw new Error('the demo needs the rehearsal tenant: unset the settings that replace it');
  say('');
  await runDemo({ gateway: urls.gateway, rehearsal: urls.rehearsal }, say);
}

async function main(): Promise<void> {
  const flags = readFlags();
  if (flags.help) return say(usage);
  const system = await startSystem({
    dataDir: flags.data,
    settings: readSettings(),
    onStep: (step) => say(`· ${step}`),
    onLog: (service, line) => showLog(flags, service, line),
  });
  const asked = new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  try {
    if (flags.demo) await Promise.race([demo(system), asked]);
    greet(system, flags);
    if (flags.exit) return;
    say('\nCtrl-C stops everything.');
    await asked;
  } finally {
    say('\n· stopping');
    await system.stop();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
process.exit();
