import { randomUUID } from 'node:crypto';
import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { describeError } from '@rollcall/messaging';
import { ConfigurationsRepository, type DueSlot } from '../configurations/configurations.repository.js';
import { Environment } from '../environment.js';
import { nextRun } from './next-run.js';

const claimedAtOnce = 100;

/** Requests the runs whose time has come. Any number of instances do so; each slot is claimed by one of them. */
@Injectable()
export class ScheduleService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ScheduleService.name);
  private ticking: Promise<void> | undefined;

  constructor(
    private readonly configurations: ConfigurationsRepository,
    private readonly timers: SchedulerRegistry,
    private readonly environment: Environment,
  ) {}

  onApplicationBootstrap(): void {
    const timer = setInterval(() => void this.tick(), this.environment.TICK_SECONDS * 1_000);
    this.timers.addInterval('tick', timer);
    void this.tick();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.ticking;
  }

  /** One at a time: a tick that finds another at work waits for that one. */
  tick(): Promise<void> {
    this.ticking ??= this.claimAllDue().finally(() => (this.ticking = undefined));
    return this.ticking;
  }

  private async claimAllDue(): Promise<void> {
    try {
      while (await this.claimSome());
    } catch (error) {
      this.logger.warn(`due schedules are looked for again in a moment: ${describeError(error)}`);
    }
  }

  /** Whether there may be more. None claimed of many means that other instances are at it, or that none can be claimed. */
  private async claimSome(): Promise<boolean> {
    const due = await this.configurations.findDue(claimedAtOnce);
    let claimed = 0;
    for (const slot of due) if (await this.claim(slot)) claimed += 1;
    return due.length === claimedAtOnce && claimed > 0;
  }

  /** An account whose slot can't be claimed doesn't hold up the others. */
  private async claim(slot: DueSlot): Promise<boolean> {
    const { _id: accountId, activeRevision, nextRunAt, now } = slot;
    try {
      const active = await this.configurations.findRevision(accountId, activeRevision);
      if (!active) return false;
      const following = nextRun(active.preferences.schedule, now);
      return await this.configurations.claim(slot, following, {
        accountId,
        runId: randomUUID(),
        trigger: 'schedule',
        scheduledFor: nextRunAt.toISOString(),
        notify: active.preferences.notify,
      });
    } catch (error) {
      this.logger.error(`the scheduled run of ${accountId} could not be requested: ${describeError(error)}`);
      return false;
    }
  }
}
