import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** The newest claim of a run that wrote to an account. */
@Schema({ collection: 'fences', versionKey: false })
export class FenceDocument {
  /** The account's id. */
  @Prop({ type: String }) _id: string;
  @Prop({ required: true }) fence: number;
  @Prop({ required: true }) writes: number;
}

export const FenceSchema = SchemaFactory.createForClass(FenceDocument);
