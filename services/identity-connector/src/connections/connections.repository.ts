import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Actor } from '@rollcall/contracts';
import { type EventDraft, Outbox } from '@rollcall/messaging';
import type { Connection as Database, Model } from 'mongoose';
import { Environment } from '../environment.js';
import { auditConnection } from './audit-connection.js';
import { ConnectionDocument, type Link } from './connections.schema.js';
import type { ProvedTenant } from './probe.service.js';

/** A tenant whose consent was proved, and who connected it. */
export interface VerifiedTenant extends ProvedTenant {
  accountId: string;
  actor: Actor;
  /** User principal name of the administrator who consented. */
  consentedBy: string;
}

@Injectable()
export class ConnectionsRepository {
  constructor(
    @InjectConnection() private readonly database: Database,
    @InjectModel(ConnectionDocument.name) private readonly connections: Model<ConnectionDocument>,
    private readonly outbox: Outbox,
    private readonly environment: Environment,
  ) {}

  find(accountId: string): Promise<ConnectionDocument | null> {
    return this.connections.findById(accountId).lean<ConnectionDocument>();
  }

  /**
   * Stores a link and the event that tells of it. The same tenant again keeps the connection's id.
   *
   * @returns undefined, with nothing stored, if the account is connected to another tenant
   */
  async store({ accountId, actor, ...proved }: VerifiedTenant): Promise<ConnectionDocument | undefined> {
    const stored = await this.database.transaction(async (session) => {
      // Of two at once the database lets only one change the document that both have read.
      const known = await this.connections.findById(accountId, null, { session }).lean<ConnectionDocument>();
      if (known?.link && known.link.tenantId !== proved.tenantId) return undefined;
      const connectionId = known?.link?.connectionId ?? randomUUID();
      const now = new Date();
      const link: Link = { connectionId, ...proved, connectedBy: actor.userId, verifiedAt: now, checkedAt: now };
      const version = (known?.version ?? 0) + 1;
      const probeAt = new Date(now.getTime() + this.environment.WATCH_SECONDS * 1_000);
      const document: ConnectionDocument = { _id: accountId, version, link, probeAt };
      await this.connections.replaceOne({ _id: accountId }, document, { session, upsert: true });
      await this.outbox.add(session, 'tenant.verified', tenantVerified(document, link));
      const action = known?.link ? 'Connected identity provider again' : 'Connected identity provider';
      await this.outbox.add(
        session,
        'audit.recorded',
        auditConnection({ accountId, actor, action, before: known?.link, after: link }),
      );
      return document;
    });
    this.outbox.flush();
    return stored;
  }

  async remove(accountId: string, actor: Actor | undefined): Promise<boolean> {
    const isRemoved = await this.database.transaction(async (session) => {
      const known = await this.connections
        .findOneAndUpdate(
          { _id: accountId, link: { $exists: true } },
          { $unset: { link: 1, probeAt: 1, doubt: 1, lost: 1 }, $inc: { version: 1 } },
          { session },
        )
        .lean<ConnectionDocument>();
      if (!known) return false;
      const action = 'Removed identity provider connection';
      await this.outbox.add(
        session,
        'audit.recorded',
        auditConnection({ accountId, actor, action, before: known.link }),
      );
      return true;
    });
    if (isRemoved) this.outbox.flush();
    return isRemoved;
  }
}

export function tenantVerified(
  { _id: accountId, version }: Pick<ConnectionDocument, '_id' | 'version'>,
  { connectionId, tenantId, tenantName, connectedBy }: Link,
): EventDraft<'tenant.verified'> {
  return { accountId, connectionId, version, tenantId, tenantName, connectedBy };
}
