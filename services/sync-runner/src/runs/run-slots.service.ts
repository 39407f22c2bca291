import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Environment } from '../environment.js';
import { Lease } from './lease.js';
import { RunnerStopping } from './run-errors.js';
import { type HeldRun, RunsRepository } from './runs.repository.js';
import { SyncService } from './sync.service.js';

/** How long a shutdown waits for runs to be given back; after that their leases run out. */
const shutdownMs = 10_000;

/** The places for runs in this process. Free ones are filled at intervals, and at once when there may be a run. */
@Injectable()
export class RunSlots implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(RunSlots.name);
  private readonly taken = new Map<Lease, Promise<void>>();
  private poll: NodeJS.Timeout | undefined;
  private filling: Promise<void> | undefined;
  private nudged = false;
  private stopping = false;

  constructor(
    private readonly runs: RunsRepository,
    private readonly sync: SyncService,
    private readonly environment: Environment,
  ) {}

  onApplicationBootstrap(): void {
    this.poll = setInterval(() => this.nudge(), this.environment.CLAIM_INTERVAL_MS);
  }

  /** While database and bus are still there. Others take the runs over at once; the page in hand is read again. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    clearInterval(this.poll);
    const stopped = this.stop();
    await Promise.race([stopped, pause(shutdownMs, undefined, { ref: false })]);
  }

  /** A run was queued: looks for it as soon as it may be claimed. */
  expectRun(): void {
    setTimeout(() => this.nudge(), this.environment.JOIN_MS + 1).unref();
  }

  /** There may be a run to claim. */
  nudge(): void {
    this.nudged = true;
    this.filling ??= this.fill().finally(() => {
      this.filling = undefined;
    });
  }

  private async fill(): Promise<void> {
    try {
      while (!this.stopping && this.taken.size < this.environment.RUN_SLOTS) {
        const found = await this.claimNext();
        if (!found && !this.nudged) return;
      }
    } catch (error) {
      this.logger.warn(`no run could be claimed: ${error instanceof Error ? error.name : 'unknown error'}`);
    }
  }

  private async claimNext(): Promise<boolean> {
    // A nudge that comes while the database is asked may be about a run it doesn't see yet.
    this.nudged = false;
    const since = performance.now();
    const run = await this.runs.claim(this.environment.LEASE_MS, this.environment.JOIN_MS);
    if (run) this.take(run, since);
    return run !== undefined;
  }

  private take(run: HeldRun, since: number): void {
    const { LEASE_MS: leaseMs } = this.environment;
    const lease = new Lease({ renew: () => this.runs.renew(run, leaseMs), leaseMs, since });
    this.taken.set(
      lease,
      this.work(run, lease).finally(() => {
        this.taken.delete(lease);
        if (!this.stopping) this.nudge();
      }),
    );
  }

  private async work(run: HeldRun, lease: Lease): Promise<void> {
    this.logger.log(`run ${run._id} claimed, fence ${run.fence}`);
    try {
      await this.sync.carryOut(run, lease);
    } catch (error) {
      // Not even an end could be stored: the lease runs out, and the next claim goes on from the checkpoint.
      this.logger.warn(
        `run ${run._id} is left to another claim: ${error instanceof Error ? error.name : 'unknown error'}`,
      );
    } finally {
      lease.end(new RunnerStopping('the run is over here'));
    }
  }

  private async stop(): Promise<void> {
    await this.filling;
    for (const lease of this.taken.keys()) lease.end(new RunnerStopping('the process ends'));
    await Promise.all(this.taken.values());
  }
}
