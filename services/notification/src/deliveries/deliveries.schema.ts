import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { DeliveryState } from '@rollcall/contracts';
import type { Mail } from '../templates/render-mail.js';

/** One mail to one person, from the moment it is decided on. */
@Schema({ collection: 'deliveries', versionKey: false })
export class DeliveryDocument {
  /** A UUID, of which the mail's Message-ID is made. */
  @Prop({ type: String }) _id: string;
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) eventId: string;
  @Prop({ required: true }) userId: string;
  @Prop({ required: true }) name: string;
  @Prop({ required: true }) to: string;
  @Prop({ type: String, required: true }) template: Mail['template'];
  @Prop({ required: true }) subject: string;
  /** What the template is filled with. Goes when the mail is sent; an invitation's, whose link is a secret, when it failed too. */
  @Prop({ type: Object }) data?: Mail['data'];
  @Prop({ type: String, required: true }) state: DeliveryState;
  /** Lower goes first. */
  @Prop({ required: true }) priority: number;
  /** Counts claims, so it also tells one claim from the next. */
  @Prop({ required: true }) attempts: number;
  /** When the next sender may claim it; while it is being sent, when its lease ends. */
  @Prop({ type: Date, required: true }) nextAttemptAt: Date;
  @Prop() lastError?: string;
  @Prop({ type: Date, required: true }) createdAt: Date;
  @Prop({ type: Date, required: true }) expiresAt: Date;
  @Prop({ type: Date }) sentAt?: Date;
}

export const DeliverySchema = SchemaFactory.createForClass(DeliveryDocument);

// However often an event is delivered, each person gets one mail of it.
DeliverySchema.index({ eventId: 1, userId: 1, template: 1 }, { unique: true });
DeliverySchema.index({ priority: 1, nextAttemptAt: 1 }, { partialFilterExpression: { state: 'queued' } });
DeliverySchema.index({ accountId: 1, createdAt: -1, _id: -1 });
DeliverySchema.index({ accountId: 1, state: 1, createdAt: -1, _id: -1 });
DeliverySchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
