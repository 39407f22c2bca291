import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** Where an account's next changes run goes on: written when a run completes, and only then. */
@Schema({ collection: 'delta_cursors', versionKey: false })
export class DeltaCursorDocument {
  /** The account's id. */
  @Prop({ type: String }) _id: string;
  @Prop({ required: true }) tenantId: string;
  @Prop({ required: true }) revision: number;
  /** The directory tells of changes of these attributes only. */
  @Prop({ type: [String], required: true }) attributes: string[];
  @Prop({ required: true }) cursor: string;
  @Prop({ type: Date, required: true }) takenAt: Date;
  /** When the whole scope was last read. */
  @Prop({ type: Date, required: true }) fullAt: Date;
  /** The run that completed: whoever it left open is looked at again. */
  @Prop({ required: true }) runId: string;
}

export const DeltaCursorSchema = SchemaFactory.createForClass(DeltaCursorDocument);
