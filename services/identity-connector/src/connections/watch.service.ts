import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { DirectoryRequest } from '@rollcall/contracts';
import { describeError, type RefusedError } from '@rollcall/messaging';
import { Environment } from '../environment.js';
import { EntraClient } from '../microsoft/entra.client.js';
import { isShutOut, ProbeService } from './probe.service.js';
import { warnOfExpiry } from './warn-of-expiry.js';
import { type Watched, WatchRepository } from './watch.repository.js';

const LOOKS_FOR_DUE_SECONDS = 15;
/** Microsoft answers one in about a second: enough for tens of thousands in an hour. */
const AT_ONCE = 8;

/** Finds out that a tenant no longer lets Rollcall in, before a sync does. Any number of instances share the work. */
@Injectable()
export class WatchService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(WatchService.name);
  private looking: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly connections: WatchRepository,
    private readonly prober: ProbeService,
    private readonly entra: EntraClient,
    private readonly timers: SchedulerRegistry,
    private readonly environment: Environment,
  ) {}

  onApplicationBootstrap(): void {
    const seconds = Math.min(LOOKS_FOR_DUE_SECONDS, this.environment.WATCH_AGAIN_SECONDS);
    this.timers.addInterval(
      'watch',
      setInterval(() => void this.tick(), seconds * 1_000),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.looking;
  }

  /** One at a time: a tick that finds another at work waits for that one. */
  tick(): Promise<void> {
    this.looking ??= this.lookAtAllDue().finally(() => (this.looking = undefined));
    return this.looking;
  }

  /** Somebody else was refused. That counts as told once, and the watch asks again. */
  async refused({ accountId, connectionId }: DirectoryRequest, reason: RefusedError): Promise<void> {
    try {
      await this.connections.doubt(accountId, connectionId, reason);
    } catch (error) {
      // Whoever asked is told all the same, and the watch comes round by itself.
      this.logger.warn(`a refusal in ${accountId} could not be noted: ${describeError(error)}`);
    }
  }

  private async lookAtAllDue(): Promise<void> {
    try {
      this.entra.renewCredentials();
      await Promise.all(Array.from({ length: AT_ONCE }, () => this.lookAtSome()));
    } catch (error) {
      this.logger.warn(`connections are looked at again in a moment: ${describeError(error)}`);
    }
  }

  private async lookAtSome(): Promise<void> {
    while (!this.stopped) {
      const due = await this.connections.claim();
      if (!due) return;
      await this.lookAt(due);
    }
  }

  /** A connection that can't be looked at doesn't hold up the others. */
  private async lookAt(due: Watched): Promise<void> {
    try {
      await this.connections.works(due, await this.prober.probe(due.link.tenantId));
      const news = warnOfExpiry(this.entra.credentialsExpireAt, due.expiryTold, new Date());
      if (news) await this.connections.tellOfExpiry(due, news);
    } catch (error) {
      if (!isShutOut(error)) this.logger.warn(`${due._id} will be looked at later: ${describeError(error)}`);
      else if (due.doubt) await this.lose(due, error);
      else await this.refused({ accountId: due._id, ...due.link }, error);
    }
  }

  private async lose(due: Watched, reason: RefusedError): Promise<void> {
    try {
      if (await this.connections.lose(due, reason)) this.logger.warn(`${due._id} has lost its tenant: ${reason.code}`);
    } catch (error) {
      this.logger.warn(`the loss in ${due._id} could not be noted yet: ${describeError(error)}`);
    }
  }
}
