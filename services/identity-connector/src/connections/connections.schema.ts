import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** The consented link between an account and its tenant. */
export interface Link {
  connectionId: string;
  tenantId: string;
  tenantName: string;
  verifiedDomains: string[];
  permissions: string[];
  /** User principal name of the administrator who consented. */
  consentedBy: string;
  verifiedAt: Date;
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
}

export const ConnectionSchema = SchemaFactory.createForClass(ConnectionDocument);
