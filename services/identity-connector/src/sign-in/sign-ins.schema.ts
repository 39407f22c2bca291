import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { Actor } from '@rollcall/contracts';

/** A step somebody was sent to Microsoft for. It is used up by whoever comes back with its state. */
@Schema({ collection: 'sign_ins', versionKey: false })
export class SignInDocument {
  /** Hash of the state. */
  @Prop({ type: String }) _id: string;
  @Prop({ type: String, required: true }) step: 'signIn' | 'consent';
  @Prop({ required: true }) accountId: string;
  /** Who connects. */
  @Prop({ type: Object, required: true }) actor: Actor;
  /** Hash of the key that only this browser has. */
  @Prop({ required: true }) browserHash: string;
  @Prop({ type: Date, required: true }) expiresAt: Date;
  /** From the validated sign-in; for the step `consent`. */
  @Prop({ type: Object }) administrator?: { tenantId: string; userPrincipalName: string };
}

export const SignInSchema = SchemaFactory.createForClass(SignInDocument);

SignInSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
