import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** An invitation of a user, who may have several: each is good until it ends. */
@Schema({ collection: 'invitations', versionKey: false })
export class InvitationDocument {
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) userId: string;
  @Prop({ required: true }) tokenHash: string;
  @Prop({ type: Date, required: true }) expiresAt: Date;
}

export const InvitationSchema = SchemaFactory.createForClass(InvitationDocument);

InvitationSchema.index({ tokenHash: 1 }, { unique: true });
// Kept a while after its end, so that who comes late is told why.
InvitationSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 90 * 24 * 60 * 60 });
