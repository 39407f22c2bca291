import { LeaseLost } from './run-errors.js';

/** What a renewal finds; undefined if the claim no longer holds the run. */
export type Renewal = { cancelRequested: boolean } | undefined;

export interface LeaseTerms {
  renew: () => Promise<Renewal>;
  leaseMs: number;
  /** `performance.now()` from before the claim was asked for, so that this process never believes in it for too long. */
  since: number;
}

/**
 * The right to work on a run, kept up by a heartbeat. A process that was frozen may wake up long after its lease ran
 * out, so its own clock is asked before every step; once past its end the lease is never taken up again.
 */
export class Lease {
  cancelRequested = false;
  private readonly ending = new AbortController();
  private readonly heart: NodeJS.Timeout;
  private heldUntil: number;
  private renewing = false;

  constructor(private readonly terms: LeaseTerms) {
    this.heldUntil = terms.since + terms.leaseMs;
    this.heart = setInterval(() => void this.beat(), terms.leaseMs / 3);
  }

  /** Aborted when the lease ends, with the reason. */
  get signal(): AbortSignal {
    return this.ending.signal;
  }

  /** @throws the reason why the lease has ended */
  check(): void {
    if (performance.now() >= this.heldUntil) this.end(new LeaseLost('the lease ran out'));
    this.signal.throwIfAborted();
  }

  end(reason: Error): void {
    clearInterval(this.heart);
    this.ending.abort(reason);
  }

  private async beat(): Promise<void> {
    if (performance.now() >= this.heldUntil) this.end(new LeaseLost('the lease ran out'));
    if (this.signal.aborted || this.renewing) return;
    this.renewing = true;
    const since = performance.now();
    try {
      const renewal = await this.terms.renew();
      if (!renewal) return this.end(new LeaseLost('another runner has the run'));
      this.heldUntil = since + this.terms.leaseMs;
      this.cancelRequested ||= renewal.cancelRequested;
    } catch {
      // The database is away: the next beat tries again, and the lease runs out if none gets through.
    } finally {
      this.renewing = false;
    }
  }
}
