import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { ScheduledRunDocument } from './scheduled-runs.schema.js';

const lookedAtAtOnce = 500;

@Injectable()
export class ScheduledRunsRepository {
  constructor(@InjectModel(ScheduledRunDocument.name) private readonly runs: Model<ScheduledRunDocument>) {}

  async keep({ _id, ...run }: ScheduledRunDocument): Promise<void> {
    await this.runs.updateOne({ _id }, { $setOnInsert: run }, { upsert: true });
  }

  /** Those to be looked at by now, the longest waiting first. */
  findDue(now: Date): Promise<ScheduledRunDocument[]> {
    return this.runs
      .find({ lookAt: { $lte: now } })
      .sort({ lookAt: 1 })
      .limit(lookedAtAtOnce)
      .lean<ScheduledRunDocument[]>();
  }

  async lookAgain(runId: string, lookAt: Date): Promise<void> {
    await this.runs.updateOne({ _id: runId }, { $set: { lookAt } });
  }

  async drop(runId: string): Promise<void> {
    await this.runs.deleteOne({ _id: runId });
  }
}
