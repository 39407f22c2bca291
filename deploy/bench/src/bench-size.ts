import { activate, serviceNames, syncNow } from '@rollcall/local';
import { barePaging } from './bare-paging.js';
import { bareStoring } from './bare-storing.js';
import { patient, secondsOf, setUp, withSystem } from './benched-system.js';
import { atMost, type Figure, flat } from './figure.js';
import { peakMemory } from './peak-memory.js';
import { forgetChanges, rename } from './rehearsal.js';

/** One in so many changes before the last run, and no more than 500 people, whom the goal is about. */
const oneInSo = 200;
const mostChanges = 500;

/** Measures the product and its floors for a tenant of so many people, in one run on one started system. */
export function benchSize(people: number): Promise<Figure[]> {
  return withSystem({ people }, async (system) => {
    const { rehearsal = '', mongo } = system.urls;
    const api = await setUp(system);
    // The rehearsal makes its people when they are first read; that is no part of what is measured.
    await barePaging(rehearsal);
    const first = secondsOf(await activate(api, patient), 'full');
    await forgetChanges(rehearsal);
    const unchanged = secondsOf(await syncNow(api, patient), 'full');
    await rename(rehearsal, Math.min(people / oneInSo, mostChanges));
    const run = await syncNow(api, patient);
    const changes = secondsOf(run, 'changes', run.requestedAt);
    const paging = await barePaging(rehearsal);
    const memory = serviceNames.map((name) => [name, peakMemory(system.service(name).pid)] as const);
    const { inserts, outcomes, readsAndMarks } = await bareStoring(mongo);
    return [
      ratio('first full sync ÷ (bare paging + bare inserts of users)', first / (paging + inserts), 2),
      {
        name: 'the same ÷ (bare paging + bare inserts of users and outcomes)',
        value: first / (paging + inserts + outcomes),
        digits: 1,
      },
      ratio('unchanged full sync ÷ (bare paging + bare reads and marks)', unchanged / (paging + readsAndMarks), 2),
      ratio('run of changes, one in 200 people, 500 at most: seconds from request to end', changes, 5),
      { name: 'first full sync, seconds', value: first, digits: 1 },
      { name: 'unchanged full sync, seconds', value: unchanged, digits: 1 },
      ...memory.map(([name, value]) => ({ name: `peak memory of ${name}, MiB`, value, goal: flat })),
    ];
  });
}

const ratio = (name: string, value: number, goal: number): Figure => ({ name, value, digits: 1, goal: atMost(goal) });
