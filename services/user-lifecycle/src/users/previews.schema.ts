import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Sight, UserDocument } from './users.schema.js';

/** What a preview would have made of one user by now: the next pages are decided as if it had been stored. */
@Schema({ collection: 'previewed_users', versionKey: false })
export class PreviewedUserDocument {
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) runId: string;
  @Prop({ required: true }) userId: string;
  /** Absent where the user stays as they are and was only seen. */
  @Prop({ type: Object }) user?: UserDocument;
  @Prop({ type: Object }) seen?: Sight;
  @Prop({ type: Date, required: true }) at: Date;
}

export const PreviewedUserSchema = SchemaFactory.createForClass(PreviewedUserDocument);

/** They are dropped when the preview ends; this is for those whose end never came. */
const oneDay = 24 * 60 * 60;

PreviewedUserSchema.index({ accountId: 1, runId: 1, userId: 1 }, { unique: true });
PreviewedUserSchema.index({ accountId: 1, runId: 1, 'user.origin.externalId': 1 });
PreviewedUserSchema.index({ accountId: 1, runId: 1, 'user.email': 1 });
PreviewedUserSchema.index({ at: 1 }, { expireAfterSeconds: oneDay });
