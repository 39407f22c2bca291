import { createHash } from 'node:crypto';
import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { FieldValue, Provider, Role, UserStatus } from '@rollcall/contracts';
import { Types } from 'mongoose';

/** Where a user comes from: the directory user they follow. */
export interface Origin {
  provider: Provider;
  tenantId: string;
  externalId: string;
}

/** The last sight a run had of the user's directory user. */
export interface Sight {
  runId: string;
  read: number;
  page: number;
  disabled: boolean;
}

/** The fields a sync fills, by their id. */
export type Fields = Record<string, FieldValue>;

/** A Kissflow user. Names and email are fields like any other; `name` and `email` repeat them for search and matching. */
@Schema({ collection: 'users', versionKey: false })
export class UserDocument {
  @Prop({ type: String }) _id: string;
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) name: string;
  /** Lower case. */
  @Prop({ type: String, default: null }) email: string | null;
  @Prop({ type: String, required: true }) status: UserStatus;
  @Prop({ type: String, required: true }) role: Role;
  @Prop({ required: true }) isOwner: boolean;
  @Prop({ required: true }) guest: boolean;
  @Prop({ type: Object }) origin?: Origin;
  @Prop({ type: Object, required: true }) fields: Fields;
  @Prop({ type: Object }) seen?: Sight;
  /** The first run whose question for this person was answered *not found*. */
  @Prop({ type: Object }) missing?: { runId: string };
  @Prop({ type: String }) deactivatedBy?: 'sync' | 'hand';
  /** By an administrator's choice no sync changes this user. */
  @Prop({ type: Boolean }) excluded?: true;
  @Prop({ required: true }) wantsInvitation: boolean;
  @Prop({ type: Date }) acceptedAt?: Date;
  /** As far as their tokens have told. */
  @Prop({ type: Date }) lastSignInAt?: Date;
  /** Rises with every change that others are told of. */
  @Prop({ required: true }) version: number;
}

export const UserSchema = SchemaFactory.createForClass(UserDocument);

// A partial index serves a query only if the planner can prove that it holds every match: so both name the very path that
// is asked for, by conditions that follow from any list of ids or addresses.
export const byOrigin = { accountId: 1, 'origin.provider': 1, 'origin.tenantId': 1, 'origin.externalId': 1 } as const;
UserSchema.index(byOrigin, { unique: true, partialFilterExpression: { 'origin.externalId': { $exists: true } } });
// Of the few: what all users are but for these is counted without looking at anybody.
UserSchema.index(
  { accountId: 1, 'origin.provider': 1, 'origin.tenantId': 1, status: 1 },
  { partialFilterExpression: { status: 'Inactive' } },
);
export const byEmail = { accountId: 1, email: 1 } as const;
UserSchema.index(byEmail, { unique: true, partialFilterExpression: { email: { $gt: '' } } });
UserSchema.index({ accountId: 1, name: 1, _id: 1 });
// Of many people the few by hand; who follows a directory costs nothing here.
UserSchema.index({ accountId: 1, name: 1, _id: 1 }, { name: 'byHand', partialFilterExpression: { origin: null } });

/** Whoever follows a tenant. */
export const ofTenant = (accountId: string, { provider, tenantId }: Pick<Origin, 'provider' | 'tenantId'>) => ({
  accountId,
  'origin.provider': provider,
  'origin.tenantId': tenantId,
});

/** Kissflow's user ids look like `Us…`. */
export const newUserId = (): string => `Us${new Types.ObjectId().toHexString()}`;

/** For a person whose id another account's has taken: always the same, and longer than an id of Kissflow's. */
export const ownUserId = (accountId: string, userId: string): string =>
  `Us${createHash('sha256').update(`${accountId} ${userId}`).digest('hex').slice(0, 40)}`;
