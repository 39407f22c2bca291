import { parseArgs } from 'node:util';
import { FaultHouse } from './run-schedules.js';

const usage = `npm run faults                        30 random schedules of changes and faults
npm run faults -- --schedules 1000    so many
npm run faults -- --seed 17           from this seed on; the same seeds make the same schedules
npm run faults -- --at-once 15        so many accounts at once`;

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    'at-once': { type: 'string', default: '15' },
    help: { type: 'boolean', default: false },
  },
});
const [schedules, first, atOnce] = [Number(values.schedules), Number(values.seed), Number(values['at-once'])];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (values.help || ![schedules, first, atOnce].every(Number.isSafeInteger) || atOnce < 1) {
  say(usage);
} else {
  const house = await FaultHouse.start();
  let failures = 0;
  try {
    for (let done = 0; done < schedules; done += atOnce) {
      const seeds = Array.from({ length: Math.min(atOnce, schedules - done) }, (_, index) => first + done + index);
      const failed = await house.carryOut(seeds);
      failures += failed.length;
      say(
        `seeds ${seeds[0]} to ${seeds.at(-1)}: ${failed.length === 0 ? 'as they should be' : 'NOT as they should be'}`,
      );
      for (const { seed, findings } of failed) {
        say(`  seed ${seed}; again with --seed ${seeds[0]} --schedules ${seeds.length} --at-once ${seeds.length}`);
        for (const finding of findings) say(`    ${finding}`);
      }
    }
  } finally {
    await house.close();
  }
  process.exitCode = failures === 0 ? 0 : 1;
}
process.exit();
