import { judgeRead } from './judge-read.js';

describe(judgeRead.name, () => {
  const judge = (listed: number, total: number, before = 0) => judgeRead({ listed, total, before, name: 'Sales' });

  it.each([
    [0, 0, true],
    [3, 3, true],
    [3, 4, true],
    [3, 5, false],
    [5, 3, false],
    [99, 100, true],
    [98, 100, false],
    [990, 1_000, true],
    [989, 1_000, false],
    [0, 1_000, false],
  ])('%d listed of %d: complete is %s', (listed, total, complete) => {
    expect(judge(listed, total).complete).toBe(complete);
  });

  it('says how many are missing where a read is short', () => {
    expect(judge(50, 100).notice).toEqual({
      cause: 'short-read',
      message:
        'The group Sales listed 50 people but says there are 100. Nobody was removed because of it; the next run tries again.',
    });
  });

  it('does not believe that a group is suddenly empty', () => {
    expect(judge(0, 0, 12)).toMatchObject({ complete: false, notice: { cause: 'group-empty' } });
  });
});
