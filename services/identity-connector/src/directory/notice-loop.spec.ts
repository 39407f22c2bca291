import { noticeLoop, type Trail } from './notice-loop.js';

const link = (page: number): string => `https://graph.microsoft.com/v1.0/users?$top=9&$skiptoken=${page}`;

/** How many links are followed until the circle is noticed, which has so many pages before it and so many in it. */
function stepsUntilNoticed(before: number, circle: number): number {
  const pageAt = (step: number): number => (step < before ? step : before + ((step - before) % circle));
  let trail: Trail | undefined;
  for (let step = 0; step < 10_000; step++) {
    try {
      trail = noticeLoop(link(pageAt(step + 1)), link(pageAt(step)), trail);
    } catch {
      return step + 1;
    }
  }
  throw new Error('not noticed');
}

describe(noticeLoop.name, () => {
  it.each([
    [0, 1],
    [0, 2],
    [5, 1],
    [3, 7],
    [100, 40],
  ])('notices, after %d pages, a circle of %d', (before, circle) => {
    expect(stepsUntilNoticed(before, circle)).toBeLessThanOrEqual(3 * (before + circle) + 2);
  });

  it('lets a long read go straight on', () => {
    let trail: Trail | undefined;
    for (let page = 0; page < 2_000; page++) trail = noticeLoop(link(page + 1), link(page), trail);

    expect(trail).toMatchObject({ reach: 1_024 });
    expect(JSON.stringify(trail).length).toBeLessThan(100);
  });

  it('knows a link again in another order', () => {
    const other = 'https://graph.microsoft.com/v1.0/users?$skiptoken=1&$top=9';

    expect(() => noticeLoop(other, link(1))).toThrow('leads back');
  });
});
