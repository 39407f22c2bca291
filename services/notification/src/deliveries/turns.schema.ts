import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';

/** Whose turn it is to send: one document for all instances, as the mail server counts what comes from all of them. */
@Schema({ collection: 'turns', versionKey: false })
export class TurnDocument {
  @Prop({ type: String }) _id: string;
  /** When the next turn is free. */
  @Prop({ type: Date }) freeAt?: Date;
  /** Who has the latest. */
  @Prop() takenBy?: string;
  /** When it was last asked for a turn, by the server's clock. */
  @Prop({ type: Date }) askedAt?: Date;
}

export const TurnSchema = SchemaFactory.createForClass(TurnDocument);
