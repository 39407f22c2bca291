import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Provider } from '@rollcall/contracts';
import { Types } from 'mongoose';

/** The directory group that a group stands for. */
export interface GroupOrigin {
  provider: Provider;
  tenantId: string;
  externalId: string;
}

/** A Kissflow group. One that a sync made carries the directory group it stands for. */
@Schema({ collection: 'groups', versionKey: false })
export class GroupDocument {
  @Prop({ type: String }) _id: string;
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) name: string;
  /** The name as it must be unique: lower case. */
  @Prop({ required: true }) nameKey: string;
  @Prop({ type: Object }) origin?: GroupOrigin;
  /** An administrator chose the name, as the directory's was taken: it stays. */
  @Prop({ type: Boolean }) namedHere?: true;
  /** The sync lets it be: it was deselected, or deleted there. */
  @Prop({ type: Boolean }) detached?: true;
  @Prop({ type: Number }) outsiders?: number;
}

/** A directory group that waits for an administrator, since its name is taken. */
@Schema({ collection: 'group_clashes', versionKey: false })
export class GroupClashDocument {
  @Prop({ required: true }) accountId: string;
  @Prop({ type: Object, required: true }) origin: GroupOrigin;
  @Prop({ required: true }) name: string;
}

export const GroupClashSchema = SchemaFactory.createForClass(GroupClashDocument);

GroupClashSchema.index(
  { accountId: 1, 'origin.provider': 1, 'origin.tenantId': 1, 'origin.externalId': 1 },
  { unique: true },
);

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
