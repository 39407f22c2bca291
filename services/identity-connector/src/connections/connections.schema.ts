import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

import type { ExpiryTold } from './warn-of-expiry.js';

/** The consented link between an account and its tenant. */
export interface Link {
  connectionId: string;
  tenantId: string;
  tenantName: string;
  verifiedDomains: string[];
  permissions: string[];
  /** User principal name of the administrator who consented. */
  consentedBy: string;
  /** The Kissflow user who connected. */
  connectedBy: string;
  verifiedAt: Date;
  /** When it was last seen to work. */
  checkedAt: Date;
}

/** Another tenant, proved, that waits for somebody to decide. */
export type PendingLink = Omit<Link, 'connectionId' | 'checkedAt'>;

/** What Microsoft said when it no longer let Rollcall in, and since when. */
export interface Refusal {
  code: string;
  message: string;
  since: Date;
}

/**
 * An account's connection. It stays behind when it is removed, with nothing but its version: that goes on rising, so
 * that whoever hears of a later connection doesn't take it for an older one.
 */
@Schema({ collection: 'connections', versionKey: false })
export class ConnectionDocument {
  /** The account's id. */
  @Prop({ type: String }) _id: string;
  @Prop({ required: true }) version: number;
  @Prop({ type: Object }) link?: Link;
  /** When it is looked at next. */
  @Prop({ type: Date }) probeAt?: Date;
  /** Told once that it no longer works: it is asked again before that is believed. */
  @Prop({ type: Object }) doubt?: Refusal;
  /** Told twice. */
  @Prop({ type: Object }) lost?: Refusal;
  @Prop({ type: Object }) pending?: PendingLink;
  @Prop({ type: Object }) expiryTold?: ExpiryTold;
}

export const ConnectionSchema = SchemaFactory.createForClass(ConnectionDocument);

ConnectionSchema.index({ probeAt: 1 }, { sparse: true });
