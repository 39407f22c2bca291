import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { isDuplicateKey, RefusedError } from '@rollcall/messaging';
import { type ClientSession, type Model } from 'mongoose';
import { FenceDocument } from './fence.schema.js';

@Injectable()
export class FenceRepository {
  constructor(@InjectModel(FenceDocument.name) private readonly fences: Model<FenceDocument>) {}

  /**
   * The first write of every transaction of a run. It always changes the document, so that of two transactions at
   * once the database lets only one commit; and a runner whose run was taken over can't write any more.
   *
   * @throws RefusedError `run-superseded`
   */
  async raise(session: ClientSession, accountId: string, fence: number): Promise<void> {
    try {
      const filter = { _id: accountId, fence: { $lte: fence } };
      await this.fences.updateOne(filter, { $set: { fence }, $inc: { writes: 1 } }, { session, upsert: true });
    } catch (error) {
      // The account's document is there with a newer fence, so the upsert tried to insert a second one.
      if (isDuplicateKey(error)) {
        throw new RefusedError('run-superseded', 'another runner has taken this run over', { fence });
      }
      throw error;
    }
  }
}
