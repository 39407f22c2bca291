import { judgeRead } from './judge-read.js';

describe(judgeRead.name, () => {
  const judge = (listed: number, total: number, before = 0) => judgeRead({ listed, total, before, name: 'Sales' });

  it.each([
    [0, 0, true, true],
    [3, 3, true, true],
    [3, 4, true, false],
    [4, 3, true, true],
    [3, 5, false, false],
    [5, 3, false, false],
    [99, 100, true, false],
    [98, 100, false, false],
    [990, 1_000, true, false],
    [989, 1_000, false, false],
    [0, 1_000, false, false],
  ])('%d listed of %d: complete is %s, whole is %s', (listed, total, complete, whole) => {
    expect(judge(listed, total)).toMatchObject({ complete, whole });
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
