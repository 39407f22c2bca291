import { Injectable } from '@nestjs/common';
import type { Connection, TenantLost, TenantVerified } from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { ConfigurationsRepository } from './configurations.repository.js';

/** What is known of the account's link to its tenant. */
@Injectable()
export class ConnectionsService {
  constructor(
    private readonly repository: ConfigurationsRepository,
    private readonly rpc: RpcClient,
  ) {}

  /** A tenant was verified; the news may be old, or come twice. */
  async told({ accountId, connectionId, version, tenantId, tenantName }: TenantVerified): Promise<void> {
    await this.repository.keepConnection(accountId, { connectionId, version, tenantId, tenantName }, { $lt: version });
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
      await this.repository.keepConnection(accountId, known, { $lte: version });
    }
    return connection;
  }
}
