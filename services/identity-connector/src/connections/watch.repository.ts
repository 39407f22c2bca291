import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { type EventDraft, Outbox, type RefusedError } from '@rollcall/messaging';
import type { ClientSession, Connection as Database, Model, PipelineStage } from 'mongoose';
import { Environment } from '../environment.js';
import { auditConnection } from './audit-connection.js';
import { tenantVerified } from './connections.repository.js';
import { ConnectionDocument, type Link } from './connections.schema.js';
import type { ProvedTenant } from './probe.service.js';
import type { ExpiryNews } from './warn-of-expiry.js';

/** A connection that is there to be looked at. */
export type Watched = ConnectionDocument & { link: Link };

/** What the watch knows of each connection. All times are the database server's. */
@Injectable()
export class WatchRepository {
  private readonly everyMs: number;
  private readonly againMs: number;

  constructor(
    @InjectConnection() private readonly database: Database,
    @InjectModel(ConnectionDocument.name) private readonly connections: Model<ConnectionDocument>,
    private readonly outbox: Outbox,
    { WATCH_SECONDS, WATCH_AGAIN_SECONDS }: Environment,
  ) {
    this.everyMs = WATCH_SECONDS * 1_000;
    this.againMs = WATCH_AGAIN_SECONDS * 1_000;
  }

  /** A connection whose time has come, for one of all who ask. Should the look come to nothing, the next one is due. */
  claim(): Promise<Watched | null> {
    // What is mended where Rollcall is run needs nobody to sign in: the sooner it is seen, the better.
    const isUrgent = { $or: ['$doubt', { $eq: ['$lost.code', 'server-setting'] }] };
    const probeAt = { $add: ['$$NOW', { $cond: [isUrgent, this.againMs, this.everyMs] }] };
    return this.connections
      .findOneAndUpdate(
        { link: { $exists: true }, probeAt: { $type: 'date' }, $expr: { $lte: ['$probeAt', '$$NOW'] } },
        [{ $set: { probeAt } }],
        { updatePipeline: true, returnDocument: 'after' },
      )
      .lean<Watched>();
  }

  /** Told for the first time: it is asked again before that is believed. */
  async doubt(accountId: string, connectionId: string, reason: RefusedError): Promise<void> {
    await this.connections.updateOne(
      { _id: accountId, 'link.connectionId': connectionId, doubt: { $exists: false }, lost: { $exists: false } },
      [{ $set: { doubt: sinceNow(reason), probeAt: { $add: ['$$NOW', this.againMs] } } }],
      { updatePipeline: true },
    );
  }

  /** Told again: lost, unless the first time is too short a while ago, or somebody has signed in meanwhile. */
  async lose({ _id, version, link }: Watched, reason: RefusedError): Promise<boolean> {
    const isOldEnough = { $lte: [{ $add: ['$doubt.since', this.againMs] }, '$$NOW'] };
    const change: PipelineStage.Set[] = [{ $set: { lost: sinceNow(reason), version: version + 1, doubt: '$$REMOVE' } }];
    const { connectionId, tenantId } = link;
    return this.changeAndTell(async (session) => {
      const { modifiedCount } = await this.connections.updateOne(
        { _id, version, doubt: { $exists: true }, lost: { $exists: false }, $expr: isOldEnough },
        change,
        { session, updatePipeline: true },
      );
      if (modifiedCount === 0) return false;
      const cause = { cause: 'connection-lost', message: reason.message };
      const told = { accountId: _id, connectionId, version: version + 1, tenantId, reason: cause };
      await this.outbox.add(session, 'tenant.lost', told);
      const action = 'Lost identity provider connection';
      await this.outbox.add(session, 'audit.recorded', auditConnection({ accountId: _id, action, before: link }));
      return true;
    });
  }

  /** It works: whatever was told before is over. */
  async works(watched: Watched, proved: ProvedTenant): Promise<void> {
    const { _id, version, link, lost } = watched;
    const checked = { ...link, ...proved, checkedAt: new Date() };
    if (!lost) {
      await this.connections.updateOne({ _id, version }, { $set: { link: checked }, $unset: { doubt: 1 } });
      return;
    }
    await this.changeAndTell(async (session) => {
      const { modifiedCount } = await this.connections.updateOne(
        { _id, version },
        { $set: { link: checked, version: version + 1 }, $unset: { doubt: 1, lost: 1 } },
        { session },
      );
      if (modifiedCount === 0) return false;
      const event: EventDraft<'tenant.verified'> = tenantVerified({ _id, version: version + 1 }, checked);
      await this.outbox.add(session, 'tenant.verified', event);
      const action = 'Restored identity provider connection';
      await this.outbox.add(session, 'audit.recorded', auditConnection({ accountId: _id, action, after: checked }));
      return true;
    });
  }

  /** Notes what an account was told of the expiry. Of several who look at once, one tells. */
  async tellOfExpiry({ _id, expiryTold: before }: Watched, { told, reason }: ExpiryNews): Promise<void> {
    await this.changeAndTell(async (session) => {
      const { modifiedCount } = await this.connections.updateOne(
        { _id, expiryTold: before ?? { $exists: false } },
        told ? { $set: { expiryTold: told } } : { $unset: { expiryTold: 1 } },
        { session },
      );
      if (modifiedCount === 0) return false;
      const expiresAt = told?.expiresAt.toISOString();
      const event = { accountId: _id, ...(expiresAt && { expiresAt }), ...(reason && { reason }) };
      await this.outbox.add(session, 'credential.expiring', event);
      return true;
    });
  }

  private async changeAndTell(change: (session: ClientSession) => Promise<boolean>): Promise<boolean> {
    const isChanged = await this.database.transaction(change);
    if (isChanged) this.outbox.flush();
    return isChanged;
  }
}

/** Of a refusal, by the server's clock. The words are no expressions, whatever they look like. */
const sinceNow = ({ code, message }: RefusedError) => ({
  code: { $literal: code },
  message: { $literal: message },
  since: '$$NOW',
});
