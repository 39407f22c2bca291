import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** An account that was erased. Whatever is told of it as of a moment before comes too late. */
@Schema({ collection: 'erased_accounts', versionKey: false })
export class ErasedAccountDocument {
  @Prop({ type: String }) _id: string;
  /** When somebody asked for it: an account may start anew under the same id. */
  @Prop({ type: Date, required: true }) erasedAt: Date;
  /** Of the erasure that was carried out to its end. */
  @Prop({ type: Date }) goneSince?: Date;
}

export const ErasedAccountSchema = SchemaFactory.createForClass(ErasedAccountDocument);

// Longer than the bus keeps any event.
const days30 = 30 * 24 * 60 * 60;

ErasedAccountSchema.index({ erasedAt: 1 }, { expireAfterSeconds: days30 });
