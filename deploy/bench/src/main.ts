import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchSize, type Measured } from './bench-size.js';
import { formatTable } from './format-table.js';

const { values } = parseArgs({ options: { people: { type: 'string', multiple: true, default: ['10000', '100000'] } } });
const measured: Measured[] = [];
for (const people of values.people) {
  process.stdout.write(`· ${people} people\n`);
  measured.push(await benchSize(Number(people)));
}
process.stdout.write(`\n${formatTable(measured)}\n`);

const folder = join('.rollcall', 'bench');
const at = new Date().toISOString();
const [cpu] = cpus();
await mkdir(folder, { recursive: true });
await writeFile(
  join(folder, `${at.replaceAll(':', '-')}.json`),
  JSON.stringify(
    { at, machine: `${cpus().length} × ${cpu?.model ?? 'unknown'}`, node: process.version, measured },
    null,
    2,
  ),
);
process.exit();
