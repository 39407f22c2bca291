import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** How one person wants to be told. Who has none is told by mail too. */
@Schema({ collection: 'preferences', versionKey: false })
export class PreferencesDocument {
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) userId: string;
  @Prop({ required: true }) email: boolean;
}

export const PreferencesSchema = SchemaFactory.createForClass(PreferencesDocument);

PreferencesSchema.index({ accountId: 1, userId: 1 }, { unique: true });
