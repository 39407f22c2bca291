import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { FieldChange, OutcomeAction, PagePosition, RejectReason } from '@rollcall/contracts';
import type { Origin } from '../users/users.schema.js';

/** What one run did to one person. An outcome that changed a user is the record of that change. */
@Schema({ collection: 'outcomes', versionKey: false })
export class OutcomeDocument {
  /** By which a run has one outcome for each person; see outcomeId. */
  @Prop({ type: String }) _id: string;
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) runId: string;
  @Prop({ required: true }) externalId: string;
  @Prop({ required: true }) name: string;
  @Prop({ type: String, required: true }) action: OutcomeAction;
  @Prop() userId?: string;
  @Prop() reason?: string;
  @Prop({ type: [Object], required: true }) reasons: RejectReason[];
  @Prop({ type: [Object], required: true }) changes: FieldChange[];
  /** Where the run met the person; absent for removals, which are decided after the read. */
  @Prop({ type: Object }) position?: PagePosition;
  /** Of the rejected: the directory that the person is of, for whoever links them. */
  @Prop({ type: Object }) origin?: Omit<Origin, 'externalId'>;
  @Prop({ type: Date, required: true }) at: Date;
  @Prop({ type: Date, required: true }) expiresAt: Date;
}

export const OutcomeSchema = SchemaFactory.createForClass(OutcomeDocument);

// A first sync stores an outcome for everybody, and each index costs as much as the outcome itself unless new entries go to
// its end. So only the id is in an order of its own: all that runs did to somebody stands together.
OutcomeSchema.index({ accountId: 1, runId: 1, action: 1, at: 1, externalId: 1 });
OutcomeSchema.index(
  { accountId: 1, userId: 1, at: -1, runId: -1 },
  { partialFilterExpression: { userId: { $exists: true } } },
);
OutcomeSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

type OutcomeKey = Pick<OutcomeDocument, 'accountId' | 'externalId' | 'runId'>;

export const outcomeId = ({ accountId, externalId, runId }: OutcomeKey): string =>
  `${accountId} ${externalId} ${runId}`;
