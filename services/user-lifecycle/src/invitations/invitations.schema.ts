import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** The invitation of one user; issuing another replaces it. */
@Schema({ collection: 'invitations', versionKey: false })
export class InvitationDocument {
  /** The user's id. */
  @Prop({ type: String }) _id: string;
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) tokenHash: string;
  @Prop({ type: Date, required: true }) expiresAt: Date;
}

export const InvitationSchema = SchemaFactory.createForClass(InvitationDocument);

InvitationSchema.index({ tokenHash: 1 }, { unique: true });
// Kept a while after its end, so that who comes late is told why.
InvitationSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 90 * 24 * 60 * 60 });
