import { type BeforeApplicationShutdown, Controller, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  CredentialExpiring,
  SyncFailed,
  SyncFinished,
  SyncRequested,
  TenantLost,
  TenantVerified,
} from '@rollcall/contracts';
import { describeError, Handles } from '@rollcall/messaging';
import { CausesService } from './causes.service.js';
import { ScheduledRunsService } from './scheduled-runs.service.js';

const tenMinutes = 10 * 60_000;

@Controller()
export class CausesController implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(CausesController.name);
  private timer: NodeJS.Timeout | undefined;
  private looking = Promise.resolve();

  constructor(
    private readonly causes: CausesService,
    private readonly scheduled: ScheduledRunsService,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.looking = this.look();
    }, tenMinutes).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
  }

  @Handles('sync.failed')
  syncFailed(@Payload() event: SyncFailed): Promise<void> {
    return this.causes.syncFailed(event);
  }

  @Handles('sync.finished')
  syncFinished(@Payload() event: SyncFinished): Promise<void> {
    return this.causes.syncFinished(event);
  }

  @Handles('sync.requested')
  async syncRequested(@Payload() event: SyncRequested): Promise<void> {
    const wasLate = await this.causes.syncRequested(event);
    if (!wasLate) await this.scheduled.requested(event);
  }

  @Handles('tenant.lost')
  tenantLost(@Payload() event: TenantLost): Promise<void> {
    return this.causes.tenantLost(event);
  }

  @Handles('tenant.verified')
  tenantVerified(@Payload() event: TenantVerified): Promise<void> {
    return this.causes.tenantVerified(event);
  }

  @Handles('credential.expiring')
  credentialExpiring(@Payload() event: CredentialExpiring): Promise<void> {
    return this.causes.credentialExpiring(event);
  }

  private async look(): Promise<void> {
    try {
      await this.causes.remind(new Date());
      await this.scheduled.look(new Date());
    } catch (error) {
      // Nothing is lost: whoever is due stays due.
      this.logger.warn(`reminders wait: ${describeError(error)}`);
    }
  }
}
