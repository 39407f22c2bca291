import { defaultThreshold } from '@rollcall/contracts';
import { guard } from './guard.js';

describe(guard.name, () => {
  it.each([
    // found, in the last days, undecided, synced
    [0, 0, 0, 1_000, 'carryOut'],
    [1, 0, 0, 1_000, 'carryOut'],
    [10, 0, 0, 100, 'carryOut'],
    [11, 0, 0, 100, 'hold'],
    [11, 0, 0, 220, 'carryOut'],
    [11, 0, 0, 219, 'hold'],
    [50, 0, 0, 1_000, 'carryOut'],
    [51, 0, 0, 1_000, 'hold'],
    [200, 0, 0, 1_000, 'hold'],
    [1_000, 0, 0, 1_000, 'hold'],
    // Bit by bit.
    [1, 50, 0, 1_000, 'hold'],
    [1, 49, 0, 1_000, 'carryOut'],
    [0, 400, 0, 1_000, 'carryOut'],
    [6, 5, 0, 20, 'hold'],
    [5, 5, 0, 20, 'carryOut'],
    // Half of a small company, though not more than ten.
    [2, 0, 0, 2, 'carryOut'],
    [3, 0, 0, 6, 'hold'],
    [3, 0, 0, 7, 'carryOut'],
    [10, 0, 0, 20, 'hold'],
    [9, 0, 0, 20, 'carryOut'],
    // While others wait.
    [1, 0, 1, 100_000, 'hold'],
    [0, 0, 1, 100_000, 'carryOut'],
    // Nothing is known of anybody synced.
    [11, 0, 0, 0, 'hold'],
  ] as const)(
    '%i to remove, %i in the last days, %i undecided, of %i: %s',
    (found, recent, undecided, synced, decision) => {
      expect(guard({ found, recent, undecided, synced }, defaultThreshold)).toBe(decision);
    },
  );

  it.each([
    [{ people: 0, percent: 0 }, 1, 'hold'],
    [{ people: 0, percent: 100 }, 400, 'carryOut'],
    [{ people: 500, percent: 1 }, 400, 'carryOut'],
    [{ people: 300, percent: 40 }, 400, 'carryOut'],
    [{ people: 300, percent: 39.9 }, 400, 'hold'],
  ] as const)('takes both numbers of the threshold: beyond %j, %i of 1000: %s', (threshold, found, decision) => {
    expect(guard({ found, recent: 0, undecided: 0, synced: 1_000 }, threshold)).toBe(decision);
  });

  it('never goes back from hold as more are found', () => {
    for (const recent of [0, 30]) {
      const decisions = Array.from({ length: 200 }, (_, found) =>
        guard({ found, recent, undecided: 0, synced: 250 }, defaultThreshold),
      );
      expect(decisions.lastIndexOf('carryOut')).toBe(decisions.indexOf('hold') - 1);
    }
  });
});
