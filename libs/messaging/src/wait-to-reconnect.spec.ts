import { waitToReconnect } from './wait-to-reconnect.js';

const hour = 3_600_000;

describe(waitToReconnect.name, () => {
  it('waits half a second and a little more', () => {
    const wait = waitToReconnect();

    expect(wait()).toBeGreaterThanOrEqual(500);
    expect(wait()).toBeLessThanOrEqual(750);
  });

  it('tries the servers at once after the clock was set back, and then waits as usual', () => {
    let at = hour;
    const wait = waitToReconnect(() => at);
    const lastTry = at;
    wait();
    at = 1_000;

    const waits = Array.from({ length: 10 }, () => wait());
    for (const waitMs of waits) expect(lastTry + waitMs).toBeLessThanOrEqual(at);
    expect(wait()).toBeGreaterThanOrEqual(500);
  });

  it('waits as usual after the clock was set ahead', () => {
    let at = 0;
    const wait = waitToReconnect(() => at);
    at = hour;

    expect(wait()).toBeGreaterThanOrEqual(500);
  });
});
