import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { MappingTested, SyncFailed, SyncFinished, TenantLost, TenantVerified } from '@rollcall/contracts';
import { Handles } from '@rollcall/messaging';
import { ConfigurationsRepository } from './configurations.repository.js';
import { ConnectionsService } from './connections.service.js';

/** What other services tell. Every handler can be called twice, and with old news. */
@Controller()
export class EventsController {
  constructor(
    private readonly connections: ConnectionsService,
    private readonly repository: ConfigurationsRepository,
  ) {}

  @Handles('tenant.verified')
  tenantVerified(@Payload() event: TenantVerified): Promise<void> {
    return this.connections.told(event);
  }

  @Handles('tenant.lost')
  tenantLost(@Payload() event: TenantLost): Promise<void> {
    return this.connections.lost(event);
  }

  @Handles('mapping.tested')
  mappingTested(@Payload() event: MappingTested): Promise<void> {
    const { accountId, testId, mappingHash, result, occurredAt } = event;
    return this.repository.keepTest(accountId, { testId, mappingHash, result, testedAt: new Date(occurredAt) });
  }

  @Handles('sync.finished')
  syncFinished(@Payload() event: SyncFinished): Promise<void> {
    const { accountId, runId, status, finishedAt } = event;
    return this.repository.keepLastRun(accountId, { runId, status, finishedAt: new Date(finishedAt) });
  }

  @Handles('sync.failed')
  syncFailed(@Payload() event: SyncFailed): Promise<void> {
    const { accountId, runId, finishedAt } = event;
    return this.repository.keepLastRun(accountId, { runId, status: 'failure', finishedAt: new Date(finishedAt) });
  }
}
