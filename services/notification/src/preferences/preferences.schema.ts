import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** How one person wants to be told. Who has none is told by mail too. */
@Schema({ collection: 'preferences', versionKey: false })
export class PreferencesDocument {
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) userId: string;
  @Prop({ required: true }) email: boolean;
  /** Turns mail off without a sign-in, and does nothing else: it stands in this person's mails. */
  @Prop() token?: string;
}

export const PreferencesSchema = SchemaFactory.createForClass(PreferencesDocument);

PreferencesSchema.index({ accountId: 1, userId: 1 }, { unique: true });
PreferencesSchema.index({ token: 1 }, { unique: true, sparse: true });
