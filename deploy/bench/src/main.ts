import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchAccounts } from './bench-accounts.js';
import { benchLatency } from './bench-latency.js';
import { benchSize } from './bench-size.js';
import type { Column, Figure } from './figure.js';
import { formatTable } from './format-table.js';
import { mappingRate } from './mapping-rate.js';

const { people, latency, accounts } = parseArgs({
  options: {
    people: { type: 'string', multiple: true },
    /** Milliseconds that Microsoft takes for each answer. */
    latency: { type: 'string' },
    /** So many at once, one of them throttled. */
    accounts: { type: 'string' },
  },
}).values;

/** What is measured for each size, and the sizes if none is given. */
function chooseBench(): { sizes: string[]; bench: (people: number) => Promise<Figure[]> } {
  if (accounts !== undefined) return { sizes: ['2000'], bench: (size) => benchAccounts(Number(accounts), size) };
  if (latency !== undefined) return { sizes: ['100000'], bench: (size) => benchLatency(size, Number(latency)) };
  return { sizes: ['10000', '100000'], bench: benchSize };
}

const { sizes, bench } = chooseBench();
const mapping = mappingRate();
const measured: Column[] = [];
for (const size of people ?? sizes) {
  const name = `${Number(size).toLocaleString('en')} people${accounts === undefined ? '' : ' each'}`;
  process.stdout.write(`· ${name}\n`);
  measured.push({ name, figures: await bench(Number(size)) });
}
process.stdout.write(`\n${formatTable(measured)}\n`);
process.stdout.write(`mapping ten rows: ${mapping.toLocaleString('en')} people a second of one core (goal 200,000)\n`);

const folder = join('.rollcall', 'bench');
const at = new Date().toISOString();
const [cpu] = cpus();
await mkdir(folder, { recursive: true });
await writeFile(
  join(folder, `${at.replaceAll(':', '-')}.json`),
  JSON.stringify(
    { at, machine: `${cpus().length} × ${cpu?.model ?? 'unknown'}`, node: process.version, mapping, measured },
    null,
    2,
  ),
);
process.exit();
