import { eventually } from '@rollcall/servers';
import { Lease, type Renewal } from './lease.js';
import { LeaseLost } from './run-errors.js';

describe(Lease.name, () => {
  let sut: Lease;
  afterEach(() => sut.end(new Error('the test is over')));

  const aLease = (renew: () => Promise<Renewal>, { since = performance.now(), leaseMs = 60 } = {}) =>
    new Lease({ renew, leaseMs, since });
  /** Long enough that a busy machine does not look like a frozen one. */
  const leaseMs = 900;
  const held = () => Promise.resolve({ cancelRequested: false });

  it('is kept up by its heartbeat beyond its first term', async () => {
    const since = performance.now();
    sut = aLease(held, { since, leaseMs });
    await eventually(() => expect(performance.now() - since).toBeGreaterThan(1.5 * leaseMs));
    expect(() => sut.check()).not.toThrow();
  });

  it('ends when another claim has the run', async () => {
    sut = aLease(() => Promise.resolve(undefined));
    await eventually(() => expect(sut.signal.reason).toBeInstanceOf(LeaseLost));
  });

  it('is lost to a process that wakes up after its end, and never taken up again', async () => {
    let renewals = 0;
    sut = aLease(
      () => {
        renewals += 1;
        return held();
      },
      { since: performance.now() - 1_000 },
    );
    expect(() => sut.check()).toThrow(LeaseLost);
    await eventually(() => expect(performance.now()).toBeGreaterThan(0));
    expect(renewals).toBe(0);
  });

  it('runs out where no renewal gets through', async () => {
    sut = aLease(() => Promise.reject(new Error('the database is away')));
    await eventually(() => expect(sut.signal.reason).toBeInstanceOf(LeaseLost));
  });

  it('survives a renewal that fails once', async () => {
    let renewals = 0;
    sut = aLease(
      () => {
        renewals += 1;
        return renewals === 1 ? Promise.reject(new Error('a hiccup')) : held();
      },
      { leaseMs },
    );
    await eventually(() => expect(renewals).toBeGreaterThan(4));
    expect(sut.signal.aborted).toBe(false);
  });

  it('hears that the run is to be cancelled', async () => {
    sut = aLease(() => Promise.resolve({ cancelRequested: true }));
    await eventually(() => expect(sut.cancelRequested).toBe(true));
  });
});
