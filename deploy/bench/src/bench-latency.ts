import { activate } from '@rollcall/local';
import { barePaging } from './bare-paging.js';
import { patient, secondsOf, setUp, withSystem } from './benched-system.js';
import { atMost, type Figure } from './figure.js';
import { answerLate } from './rehearsal.js';

/** Measures the first sync from a Microsoft that takes so long for each answer, as the real one does. */
export function benchLatency(people: number, ms: number): Promise<Figure[]> {
  return withSystem({ people }, async (system) => {
    const { rehearsal = '' } = system.urls;
    const api = await setUp(system);
    await barePaging(rehearsal);
    await answerLate(rehearsal, ms);
    const first = secondsOf(await activate(api, patient), 'full');
    const paging = await barePaging(rehearsal);
    return [
      { name: `first full sync ÷ bare paging, ${ms} ms a page`, value: first / paging, digits: 2, goal: atMost(1.15) },
      { name: 'first full sync, seconds', value: first, digits: 1 },
    ];
  });
}
