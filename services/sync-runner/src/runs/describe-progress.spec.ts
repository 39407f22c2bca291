import { describeProgress } from './describe-progress.js';
import { firstCheckpoint } from './runs.schema.js';

const now = new Date('2026-11-24T02:00:10Z');
const running = (more: Partial<typeof firstCheckpoint>) => ({
  status: 'running' as const,
  startedAt: new Date('2026-11-24T02:00:00Z'),
  checkpoint: { ...firstCheckpoint, phase: 'reading' as const, ...more },
});

describe(describeProgress.name, () => {
  it('tells how fast people are read, and how long the rest takes', () => {
    expect(describeProgress(running({ people: 3_000, expected: 4_812 }), now)).toEqual({
      phase: 'reading',
      people: 3_000,
      expected: 4_812,
      rate: 300,
      remainingSeconds: 7,
    });
  });

  it('promises nothing where it is not known how many there are, or nobody was read yet', () => {
    expect(describeProgress(running({ people: 10 }), now)).toMatchObject({ rate: 1, remainingSeconds: undefined });
    expect(describeProgress(running({ expected: 10 }), now)).toEqual({ phase: 'reading', people: 0, expected: 10 });
  });

  it('never promises less than nothing', () => {
    expect(describeProgress(running({ people: 12, expected: 10 }), now).remainingSeconds).toBe(0);
  });

  it('has no rate once the reading is over', () => {
    const over = { ...running({ phase: 'removals', people: 10, expected: 10 }) };
    expect(describeProgress(over, now)).toEqual({ phase: 'removals', people: 10, expected: 10 });
  });
});
