import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** Somebody whom a changes run has to look at. */
@Schema({ collection: 'changed_people', versionKey: false })
export class ChangedPersonDocument {
  @Prop({ required: true }) runId: string;
  @Prop({ required: true }) externalId: string;
  @Prop({ type: Date, required: true }) at: Date;
}

export const ChangedPersonSchema = SchemaFactory.createForClass(ChangedPersonDocument);

/** They are dropped when the run ends; this is for runs whose end never came. */
const days7 = 7 * 24 * 60 * 60;

ChangedPersonSchema.index({ runId: 1, externalId: 1 }, { unique: true });
ChangedPersonSchema.index({ at: 1 }, { expireAfterSeconds: days7 });
