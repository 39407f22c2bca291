import { waitAfter } from './wait-after.js';

const minutes = (count: number) => count * 60_000;

describe(waitAfter.name, () => {
  it('waits longer each time, an hour at most', () => {
    expect([1, 2, 3, 4, 5, 6].map(waitAfter)).toEqual([0.5, 2, 10, 30, 60, 60].map(minutes));
  });

  it('gives up after about a day', () => {
    let waited = 0;
    let attempts = 1;
    for (let wait = waitAfter(attempts); wait !== undefined; wait = waitAfter(++attempts)) waited += wait;
    expect(waited).toBeGreaterThan(minutes(23 * 60));
    expect(waited).toBeLessThanOrEqual(minutes(24 * 60));
  });
});
