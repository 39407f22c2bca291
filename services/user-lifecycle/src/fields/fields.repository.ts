import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { UserField } from '@rollcall/contracts';
import type { Model } from 'mongoose';
import { FieldCatalogueDocument } from './fields.schema.js';

@Injectable()
export class FieldsRepository {
  constructor(@InjectModel(FieldCatalogueDocument.name) private readonly catalogues: Model<FieldCatalogueDocument>) {}

  get(accountId: string): Promise<FieldCatalogueDocument | null> {
    return this.catalogues.findById(accountId).lean<FieldCatalogueDocument>();
  }

  /** Adds a custom field. False, and nothing stored, if its id is taken. */
  async add(accountId: string, field: UserField): Promise<boolean> {
    // By its id alone: of two first fields at once the server then has the later upsert find the earlier one's document.
    await this.catalogues.updateOne({ _id: accountId }, { $setOnInsert: { version: 0, custom: [] } }, { upsert: true });
    const { matchedCount } = await this.catalogues.updateOne(
      { _id: accountId, 'custom.id': { $ne: field.id } },
      { $push: { custom: field }, $inc: { version: 1 } },
    );
    return matchedCount === 1;
  }
}
