import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A user in a group, put there by a sync. */
@Schema({ collection: 'memberships', versionKey: false })
export class MembershipDocument {
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) groupId: string;
  @Prop({ required: true }) userId: string;
  /** The last run that found the user among the directory group's members. */
  @Prop({ required: true }) seenBy: string;
}

export const MembershipSchema = SchemaFactory.createForClass(MembershipDocument);

MembershipSchema.index({ accountId: 1, groupId: 1, userId: 1 }, { unique: true });
MembershipSchema.index({ accountId: 1, userId: 1, groupId: 1 });
