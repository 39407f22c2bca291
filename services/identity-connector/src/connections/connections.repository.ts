import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { Outbox } from '@rollcall/messaging';
import type { Connection as Database, Model } from 'mongoose';
import { ConnectionDocument, type Link } from './connections.schema.js';

/** A link whose consent was proved, and who connected it. */
export interface VerifiedLink extends Omit<Link, 'connectionId' | 'verifiedAt'> {
  accountId: string;
  /** The Kissflow user. */
  connectedBy: string;
}

@Injectable()
export class ConnectionsRepository {
  constructor(
    @InjectConnection() private readonly database: Database,
    @InjectModel(ConnectionDocument.name) private readonly connections: Model<ConnectionDocument>,
    private readonly outbox: Outbox,
  ) {}

  find(accountId: string): Promise<ConnectionDocument | null> {
    return this.connections.findById(accountId).lean<ConnectionDocument>();
  }

  /**
   * Stores a link and the event that tells of it. The same tenant again keeps the connection's id.
   *
   * @returns undefined, with nothing stored, if the account is connected to another tenant
   */
  async store({ accountId, connectedBy, ...proved }: VerifiedLink): Promise<ConnectionDocument | undefined> {
    const stored = await this.database.transaction(async (session) => {
      // Of two at once the database lets only one change the document that both have read.
      const known = await this.connections.findById(accountId, null, { session }).lean<ConnectionDocument>();
      if (known?.link && known.link.tenantId !== proved.tenantId) return undefined;
      const connectionId = known?.link?.connectionId ?? randomUUID();
      const link: Link = { connectionId, ...proved, verifiedAt: new Date() };
      const document = { _id: accountId, version: (known?.version ?? 0) + 1, link };
      await this.connections.replaceOne({ _id: accountId }, document, { session, upsert: true });
      const { tenantId, tenantName } = link;
      const { version } = document;
      await this.outbox.add(session, 'tenant.verified', {
        accountId,
        connectionId,
        version,
        tenantId,
        tenantName,
        connectedBy,
      });
      return document;
    });
    this.outbox.flush();
    return stored;
  }

  async remove(accountId: string): Promise<boolean> {
    const filter = { _id: accountId, link: { $exists: true } };
    const { modifiedCount } = await this.connections.updateOne(filter, { $unset: { link: 1 }, $inc: { version: 1 } });
    return modifiedCount === 1;
  }
}
