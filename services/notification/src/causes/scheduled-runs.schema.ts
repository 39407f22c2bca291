import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A run that the schedule asked for in time, until somebody is known to have taken it up. */
@Schema({ collection: 'scheduled_runs', versionKey: false })
export class ScheduledRunDocument {
  /** The run's id. */
  @Prop({ type: String }) _id: string;
  @Prop({ required: true }) accountId: string;
  /** Of the request. */
  @Prop({ required: true }) eventId: string;
  @Prop({ type: Date, required: true }) scheduledFor: Date;
  @Prop({ type: [String] }) notify?: string[];
  @Prop({ type: Date, required: true }) lookAt: Date;
}

export const ScheduledRunSchema = SchemaFactory.createForClass(ScheduledRunDocument);

ScheduledRunSchema.index({ lookAt: 1 });
