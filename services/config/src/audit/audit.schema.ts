import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Actor } from '@rollcall/contracts';

/** One line of an account's audit trail: written once, never changed and never removed. */
@Schema({ collection: 'audit', versionKey: false, minimize: false })
export class AuditDocument {
  /** The id of the event that told of it. */
  @Prop({ type: String }) _id: string;
  @Prop({ required: true }) accountId: string;
  @Prop({ type: Date, required: true }) at: Date;
  @Prop({ type: Object }) actor?: Actor;
  @Prop({ required: true }) action: string;
  @Prop({ required: true }) target: string;
  @Prop({ type: Object }) before?: Record<string, unknown>;
  @Prop({ type: Object }) after?: Record<string, unknown>;
}

export const AuditSchema = SchemaFactory.createForClass(AuditDocument);

AuditSchema.index({ accountId: 1, at: -1, _id: -1 });
AuditSchema.index({ accountId: 1, 'actor.userId': 1, at: -1, _id: -1 });
