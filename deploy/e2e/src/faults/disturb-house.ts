import { setTimeout as pause } from 'node:timers/promises';
import { serviceNames } from '@rollcall/local';
import type { House } from '../testing/house.js';
import type { Step } from './schedule.js';

const hourMs = 3_600_000;

/** Loaded before a service: on SIGUSR2 its clock is an hour ahead, then an hour behind, then right again. */
const jumpingClock = `
const Real = Date;
let by = 0;
process.on('SIGUSR2', () => { by = by === 0 ? ${hourMs} : by > 0 ? -${hourMs} : 0; });
globalThis.Date = new Proxy(Real, {
  construct: (target, args, as) => Reflect.construct(target, args.length === 0 ? [target.now() + by] : args, as),
  apply: (target) => new target(target.now() + by).toString(),
  get: (target, name) => (name === 'now' ? () => target.now() + by : Reflect.get(target, name)),
});`;

/** Settings under which every service's clock can be made to jump. */
export const withJumpingClocks = Object.fromEntries(
  serviceNames.map((name) => [
    name,
    { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(jumpingClock)}` },
  ]),
);

type HouseStep = Extract<Step, { do: 'kill' | 'freeze' | 'jump' }>;

/** Does to the processes what a bad day does. They are started again by whoever keeps them. */
export async function disturbHouse({ system }: House, step: HouseStep): Promise<void> {
  if (step.do === 'kill') {
    if (step.victim === 'mongod') await system.killMongo();
    else if (step.victim === 'nats-server') await system.killNats();
    else system.service(step.victim).kill();
    return;
  }
  const service = system.service(step.victim);
  if (step.do === 'jump') {
    // A process that is not there yet to be told would be ended by the signal.
    await service.untilReady();
    return await jump(service.pid, step.forMs);
  }
  service.freeze();
  try {
    await pause(step.forMs);
  } finally {
    service.thaw();
  }
}

/** Ahead, behind, and right again in the end, or a sign-in an hour later would rightly be refused. */
async function jump(pid: number | undefined, forMs: number): Promise<void> {
  for (let jumps = 0; pid !== undefined && jumps < 3; jumps += 1) {
    // Whoever was killed meanwhile is up again with the right time, under another id.
    process.kill(pid, 'SIGUSR2');
    await pause(forMs);
  }
}
