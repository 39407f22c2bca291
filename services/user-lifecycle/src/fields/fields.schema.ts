import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import type { UserField } from '@rollcall/contracts';

/** The custom fields of an account. */
@Schema({ collection: 'field_catalogues', versionKey: false })
export class FieldCatalogueDocument {
  /** The account's id. */
  @Prop({ type: String }) _id: string;
  @Prop({ required: true }) version: number;
  @Prop({ type: [Object], required: true }) custom: UserField[];
}

export const FieldCatalogueSchema = SchemaFactory.createForClass(FieldCatalogueDocument);
