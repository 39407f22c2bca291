import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** A notice in one person's inbox. */
@Schema({ collection: 'inbox', versionKey: false })
export class NoticeDocument {
  @Prop({ type: String }) _id: string;
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) eventId: string;
  @Prop({ required: true }) userId: string;
  @Prop({ required: true }) cause: string;
  @Prop({ required: true }) title: string;
  @Prop({ required: true }) message: string;
  @Prop() link?: string;
  @Prop({ type: Date, required: true }) at: Date;
  @Prop({ type: Date, required: true }) expiresAt: Date;
  @Prop({ required: true }) read: boolean;
}

export const NoticeSchema = SchemaFactory.createForClass(NoticeDocument);

NoticeSchema.index({ eventId: 1, userId: 1, cause: 1 }, { unique: true });
NoticeSchema.index({ accountId: 1, userId: 1, at: -1, _id: -1 });
NoticeSchema.index({ accountId: 1, userId: 1 }, { partialFilterExpression: { read: false } });
NoticeSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
