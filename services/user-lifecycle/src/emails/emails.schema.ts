import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Actor, EmailChangeState, MappedPerson, PagePosition } from '@rollcall/contracts';

/** Somebody whose address is settled once the run has read everybody. */
@Schema({ collection: 'waiting_people', versionKey: false })
export class WaitingDocument {
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) runId: string;
  @Prop({ required: true }) externalId: string;
  @Prop({ type: Object, required: true }) person: MappedPerson;
  /** Where the run met the person. */
  @Prop({ type: Object, required: true }) position: PagePosition;
  /** Their user has another address so far. */
  @Prop({ required: true }) changesEmail: boolean;
  /** What was decided about this change, or that an earlier run held it. */
  @Prop({ type: String }) decision?: EmailChangeState;
  /** Kissflow groups that they come into once they are a user. */
  @Prop({ type: [String], default: undefined }) groups?: string[];
  @Prop({ type: Date, required: true }) at: Date;
}

export const WaitingSchema = SchemaFactory.createForClass(WaitingDocument);

const day = 24 * 60 * 60;

WaitingSchema.index({ accountId: 1, runId: 1, externalId: 1 }, { unique: true });
// Of runs that never came to settle them. No run takes that long.
WaitingSchema.index({ at: 1 }, { expireAfterSeconds: 30 * day });

/** A change of address that is held, or decided about and not carried out yet. */
@Schema({ collection: 'email_changes', versionKey: false })
export class EmailChangeDocument {
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) externalId: string;
  @Prop({ required: true }) userId: string;
  @Prop({ required: true }) name: string;
  @Prop({ required: true }) from: string;
  @Prop({ required: true }) to: string;
  @Prop({ type: String, required: true }) state: EmailChangeState;
  /** The last run that met it. */
  @Prop({ required: true }) runId: string;
  @Prop({ type: Date, required: true }) heldAt: Date;
  @Prop({ type: Date }) decidedAt?: Date;
  @Prop({ type: Object }) decidedBy?: Actor;
  @Prop({ type: Date, required: true }) metAt: Date;
}

export const EmailChangeSchema = SchemaFactory.createForClass(EmailChangeDocument);

EmailChangeSchema.index({ accountId: 1, externalId: 1 }, { unique: true });
EmailChangeSchema.index({ accountId: 1, state: 1, externalId: 1 });
EmailChangeSchema.index({ metAt: 1 }, { expireAfterSeconds: 90 * day });
