import { Injectable, Logger } from '@nestjs/common';
import type { Connection, TenantLost, TenantVerified } from '@rollcall/contracts';
import { describeError, RpcClient } from '@rollcall/messaging';
import { AZURE, changedSettings, record } from '../audit/record-change.js';
import { ConfigurationsRepository } from './configurations.repository.js';
import type { KnownConnection } from './configurations.schema.js';

type Older = { $lt: number } | { $lte: number };

/** What is known of the account's link to its tenant. */
@Injectable()
export class ConnectionsService {
  private readonly logger = new Logger(ConnectionsService.name);

  constructor(
    private readonly repository: ConfigurationsRepository,
    private readonly rpc: RpcClient,
  ) {}

  /** A tenant was verified; the news may be old, or come twice. */
  async told({ accountId, connectionId, version, tenantId, tenantName }: TenantVerified): Promise<void> {
    await this.keep(accountId, { connectionId, version, tenantId, tenantName }, { $lt: version });
  }

  /** The tenant lets Rollcall in no more: the schedule waits. */
  async lost({ accountId, connectionId, version, tenantId, reason }: TenantLost): Promise<void> {
    await this.repository.keepLoss(accountId, { connectionId, version, tenantId, lost: reason.message });
  }

  /** Asks who knows, as the event may still be on the way, and remembers the answer. */
  async ask(accountId: string): Promise<Connection | null> {
    const connection = await this.rpc.request('rpc.connection.get', { accountId });
    if (connection) {
      const { connectionId, version, tenantId, tenantName, lost } = connection;
      const known = { connectionId, version, tenantId, tenantName, ...(lost && { lost: lost.message }) };
      await this.keep(accountId, known, { $lte: version });
    }
    return connection;
  }

  /** A tenant in the place of another one: what was made for that is removed with it, and users stay as they are. */
  private async keep(accountId: string, connection: KnownConnection, older: Older): Promise<void> {
    const { configuration, active } = await this.repository.find(accountId);
    const before = changedSettings(active ?? configuration.draft, {})?.before;
    const removed = before && { ...record({ accountId }, 'Deleted user sync configuration', AZURE), before };
    if (await this.repository.keepConnection(accountId, connection, older, removed)) await this.cancelRuns(accountId);
  }

  /** Best effort: a run that this doesn't reach is refused by the directory, as the connection is another one. */
  private async cancelRuns(accountId: string): Promise<void> {
    try {
      await this.rpc.request('rpc.runs.cancel', { accountId });
    } catch (error) {
      this.logger.warn(`runs of ${accountId} could not be cancelled: ${describeError(error)}`);
    }
  }
}
