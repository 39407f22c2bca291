import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { OpenCause } from './plan-causes.js';

/** All that is open in one account. One document, so that one write says what is open, who was told and what is over. */
@Schema({ collection: 'causes', versionKey: false })
export class AccountCausesDocument {
  /** The account's id. */
  @Prop({ type: String }) _id: string;
  /** Rises with every change, so that of two who decide at once one has to decide again. */
  @Prop({ required: true }) version: number;
  /** The end of the newest run taken in: an older one, or the same again, has nothing to say. */
  @Prop({ type: Date, required: true }) reportedAt: Date;
  /** The newest version of the account's connection that was heard of: older news of it has nothing to say. */
  @Prop() connectionVersion?: number;
  /** When the newest news came of the credential that Rollcall proves itself with. */
  @Prop({ type: Date }) credentialNewsAt?: Date;
  /** Whom the configuration of that run, or in force at that news, names. */
  @Prop({ type: [String], required: true }) notify: string[];
  @Prop({ type: [Object], required: true }) open: OpenCause[];
  /** When the first of the open causes is due for its reminder. */
  @Prop({ type: Date }) remindAt?: Date;
}

export const AccountCausesSchema = SchemaFactory.createForClass(AccountCausesDocument);

AccountCausesSchema.index({ remindAt: 1 }, { sparse: true });
