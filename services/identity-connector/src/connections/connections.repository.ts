import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Actor } from '@rollcall/contracts';
import { type EventDraft, Outbox } from '@rollcall/messaging';
import type { ClientSession, Connection as Database, Model } from 'mongoose';
import { Environment } from '../environment.js';
import { auditConnection, type ConnectionChange } from './audit-connection.js';
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
   * Stores a link and the event that tells of it. The same tenant again keeps the connection's id; another one waits
   * beside it.
   */
  async store({ accountId, actor, ...proved }: VerifiedTenant): Promise<ConnectionDocument> {
    return this.changeAndTell(async (session) => {
      // Of two at once the database lets only one change the document that both have read.
      const known = await this.connections.findById(accountId, null, { session }).lean<ConnectionDocument>();
      const now = new Date();
      const link = { ...proved, connectedBy: actor.userId, verifiedAt: now };
      if (known?.link && known.link.tenantId !== proved.tenantId) {
        const action = 'Signed in to another identity provider tenant';
        await this.audit(session, { accountId, actor, action, after: link });
        const waiting = { ...known, pending: link };
        await this.connections.replaceOne({ _id: accountId }, waiting, { session });
        return waiting;
      }
      const action = known?.link ? 'Connected identity provider again' : 'Connected identity provider';
      await this.audit(session, { accountId, actor, action, before: known?.link, after: link });
      const connectionId = known?.link?.connectionId ?? randomUUID();
      return this.verify(session, known ?? { _id: accountId, version: 0 }, { connectionId, ...link, checkedAt: now });
    });
  }

  /** Puts the tenant that waits in the place of the other, as it is `proved` now. Undefined if it does not wait any more. */
  async confirm(
    accountId: string,
    proved: ProvedTenant,
    actor: Actor | undefined,
  ): Promise<ConnectionDocument | undefined> {
    return this.changeAndTell(async (session) => {
      const known = await this.connections.findById(accountId, null, { session }).lean<ConnectionDocument>();
      if (known?.pending?.tenantId !== proved.tenantId) return undefined;
      const link = { connectionId: randomUUID(), ...known.pending, ...proved, checkedAt: new Date() };
      const action = 'Replaced identity provider tenant';
      await this.audit(session, { accountId, actor, action, before: known.link, after: link });
      return this.verify(session, known, link);
    });
  }

  /** Undefined if this tenant does not wait any more. */
  async reject(accountId: string, tenantId: string, actor: Actor | undefined): Promise<ConnectionDocument | undefined> {
    return this.changeAndTell(async (session) => {
      const known = await this.connections
        .findOneAndUpdate({ _id: accountId, 'pending.tenantId': tenantId }, { $unset: { pending: 1 } }, { session })
        .lean<ConnectionDocument>();
      if (!known) return undefined;
      const { pending, ...kept } = known;
      const action = 'Rejected identity provider tenant';
      await this.audit(session, { accountId, actor, action, before: pending });
      return kept;
    });
  }

  async remove(accountId: string, actor: Actor | undefined): Promise<boolean> {
    return this.changeAndTell(async (session) => {
      const known = await this.connections
        .findOneAndUpdate(
          { _id: accountId, link: { $exists: true } },
          { $unset: { link: 1, probeAt: 1, doubt: 1, lost: 1, pending: 1 }, $inc: { version: 1 } },
          { session },
        )
        .lean<ConnectionDocument>();
      if (!known) return false;
      const action = 'Removed identity provider connection';
      await this.audit(session, { accountId, actor, action, before: known.link });
      return true;
    });
  }

  /** From now on this is the link, and nothing is known against it. */
  private async verify(
    session: ClientSession,
    { _id, version, expiryTold }: Pick<ConnectionDocument, '_id' | 'version' | 'expiryTold'>,
    link: Link,
  ): Promise<ConnectionDocument> {
    const probeAt = new Date(link.checkedAt.getTime() + this.environment.WATCH_SECONDS * 1_000);
    const document: ConnectionDocument = {
      _id,
      version: version + 1,
      link,
      probeAt,
      ...(expiryTold && { expiryTold }),
    };
    await this.connections.replaceOne({ _id }, document, { session, upsert: true });
    await this.outbox.add(session, 'tenant.verified', tenantVerified(document, link));
    return document;
  }

  private async audit(session: ClientSession, change: ConnectionChange): Promise<void> {
    await this.outbox.add(session, 'audit.recorded', auditConnection(change));
  }

  private async changeAndTell<Result>(change: (session: ClientSession) => Promise<Result>): Promise<Result> {
    const result = await this.database.transaction(change);
    this.outbox.flush();
    return result;
  }
}

export function tenantVerified(
  { _id: accountId, version }: Pick<ConnectionDocument, '_id' | 'version'>,
  { connectionId, tenantId, tenantName, connectedBy }: Link,
): EventDraft<'tenant.verified'> {
  return { accountId, connectionId, version, tenantId, tenantName, connectedBy };
}
