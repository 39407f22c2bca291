import { readEnvironment } from './environment.js';
import { startRehearsal } from './start-rehearsal.js';

function log(level: number, message: string, more: Record<string, unknown> = {}): void {
  process.stdout.write(`${JSON.stringify({ level, time: Date.now(), name: 'rehearsal', ...more, msg: message })}\n`);
}

try {
  const rehearsal = await startRehearsal(readEnvironment());
  log(30, 'The rehearsal tenant is ready', { origin: rehearsal.origin, smtpPort: rehearsal.smtpPort });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void rehearsal.close().finally(() => process.exit(0));
    });
} catch (error) {
  log(60, error instanceof Error ? error.message : 'The rehearsal tenant could not start');
  process.exit(1);
}
