import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Provider } from '@rollcall/contracts';
import { Types } from 'mongoose';

/** A Kissflow group. One that a sync made carries the directory group it stands for. */
@Schema({ collection: 'groups', versionKey: false })
export class GroupDocument {
  @Prop({ type: String }) _id: string;
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) name: string;
  /** The name as it must be unique: lower case. */
  @Prop({ required: true }) nameKey: string;
  @Prop({ type: Object }) origin?: { provider: Provider; tenantId: string; externalId: string };
}

export const GroupSchema = SchemaFactory.createForClass(GroupDocument);

GroupSchema.index({ accountId: 1, nameKey: 1 }, { unique: true });
GroupSchema.index(
  { accountId: 1, 'origin.provider': 1, 'origin.tenantId': 1, 'origin.externalId': 1 },
  { unique: true, partialFilterExpression: { 'origin.externalId': { $exists: true } } },
);

/** Kissflow's group ids look like `Gr…`. */
export const newGroupId = (): string => `Gr${new Types.ObjectId().toHexString()}`;

/** The system group of all users, which nobody can edit: no synced group may take its name. */
export const everyone = 'everyone';
