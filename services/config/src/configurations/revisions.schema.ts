import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { MappingRow, Preferences, Scope } from '@rollcall/contracts';

/** An activated configuration, or a draft as a preview tries it out: written once, never changed. */
@Schema({ collection: 'revisions', versionKey: false })
export class RevisionDocument {
  @Prop({ required: true }) accountId: string;
  @Prop({ required: true }) revision: number;
  @Prop({ type: Object, required: true }) scope: Scope;
  @Prop({ type: [Object], required: true }) rows: MappingRow[];
  @Prop({ type: Object, required: true }) preferences: Preferences;
  @Prop({ type: Date, required: true }) activatedAt: Date;
  @Prop({ required: true }) activatedBy: string;
  /** The draft it was made of, and the run its activation asked for: pressing the button twice is answered with the same. */
  @Prop({ required: true }) draftEtag: string;
  @Prop({ required: true }) runId: string;
  /** Of a draft that was only tried out. */
  @Prop({ type: Date }) expiresAt?: Date;
}

export const RevisionSchema = SchemaFactory.createForClass(RevisionDocument);

RevisionSchema.index({ accountId: 1, revision: 1 }, { unique: true });
RevisionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
