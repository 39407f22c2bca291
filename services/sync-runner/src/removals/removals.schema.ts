import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Actor, RemovalEvidence, RemovalState } from '@rollcall/contracts';

/** Why a person is a candidate, and what proved it; nothing where nobody asked. */
export interface Candidate {
  externalId: string;
  why: 'unseen' | 'disabled';
  evidence?: RemovalEvidence | undefined;
  userId?: string | undefined;
  name?: string | undefined;
  reason?: string | undefined;
  /** The last run that saw the person. */
  seenIn?: string | undefined;
}

/** The removal of one person, from candidate to its end. One document per person: what a later run finds replaces it. */
@Schema({ collection: 'removals', versionKey: false })
export class RemovalDocument {
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) externalId: string;
  @Prop({ required: true }) tenantId: string;
  @Prop({ type: String, required: true }) state: RemovalState | 'candidate';
  /** The run that last had to do with it. */
  @Prop({ required: true }) runId: string;
  /** Of people who are held or decided about: the last run that found them still gone. */
  @Prop() absentIn?: string;
  @Prop({ type: String, required: true }) why: Candidate['why'];
  @Prop({ type: String }) evidence?: RemovalEvidence;
  @Prop() userId?: string;
  @Prop() name?: string;
  @Prop() reason?: string;
  @Prop() seenIn?: string;
  /** When a run last found that the person is to be held. */
  @Prop({ type: Date }) foundAt?: Date;
  @Prop({ type: Date }) heldAt?: Date;
  @Prop({ type: Date }) decidedAt?: Date;
  @Prop({ type: Object }) decidedBy?: Actor;
  @Prop({ type: Date }) carriedOutAt?: Date;
  /** When it is forgotten. Absent while a decision is waited for or stands. */
  @Prop({ type: Date }) expiresAt?: Date;
}

export const RemovalSchema = SchemaFactory.createForClass(RemovalDocument);

RemovalSchema.index({ accountId: 1, externalId: 1 }, { unique: true });
RemovalSchema.index({ accountId: 1, state: 1, externalId: 1 });
RemovalSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
