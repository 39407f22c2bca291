import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { ChangedPersonDocument } from './changed-people.schema.js';

/** Whom a changes run has to look at, each once, however often they were named. */
@Injectable()
export class ChangedPeopleRepository {
  constructor(@InjectModel(ChangedPersonDocument.name) private readonly people: Model<ChangedPersonDocument>) {}

  async add(runId: string, externalIds: readonly string[]): Promise<void> {
    if (externalIds.length === 0) return;
    const at = new Date();
    const operations = externalIds.map((externalId) => ({
      updateOne: { filter: { runId, externalId }, update: { $setOnInsert: { at } }, upsert: true },
    }));
    await this.people.collection.bulkWrite(operations, { ordered: false });
  }

  count(runId: string): Promise<number> {
    return this.people.countDocuments({ runId });
  }

  /** In order of their ids. */
  async page(runId: string, after: string, limit: number): Promise<string[]> {
    const found = await this.people
      .find({ runId, externalId: { $gt: after } }, { _id: 0, externalId: 1 })
      .sort({ externalId: 1 })
      .limit(limit)
      .lean();
    return found.map(({ externalId }) => externalId);
  }

  async drop(runId: string): Promise<void> {
    await this.people.deleteMany({ runId });
  }
}
