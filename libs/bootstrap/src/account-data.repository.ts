import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { ErasedAccountDocument } from './account-data.schema.js';

/** What stays when an account goes: who did what in it, the erasure too; and for a while, that it is gone. */
const kept = ['audit', 'erased_accounts'];

/** Whatever the service stores of an account, in all of its collections. */
@Injectable()
export class AccountDataRepository {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(ErasedAccountDocument.name) private readonly erased: Model<ErasedAccountDocument>,
  ) {}

  /** From now on the account counts as erased. False where this erasure, or a later one, was carried out already. */
  async markErased(accountId: string, erasedAt: Date): Promise<boolean> {
    const { goneSince } = await this.erased
      .findOneAndUpdate(
        { _id: accountId },
        { $max: { erasedAt } },
        { upsert: true, returnDocument: 'after', maxTimeMS: 10_000 },
      )
      .lean();
    return goneSince === undefined || goneSince < erasedAt;
  }

  async markGone(accountId: string, goneSince: Date): Promise<void> {
    await this.erased.updateOne({ _id: accountId }, { $max: { goneSince } }, { maxTimeMS: 10_000 });
  }

  /** Whether what happened in the account at that moment went with it. */
  async isErased(accountId: string, at: Date): Promise<boolean> {
    const found = await this.erased.exists({ _id: accountId, erasedAt: { $gte: at } }).maxTimeMS(10_000);
    return found !== null;
  }

  /** A document is an account's by its `accountId`, or by its own id where there is one of an account. */
  async erase(accountId: string): Promise<void> {
    const theirs = { $or: [{ accountId }, { _id: accountId }] };
    for (const { collection } of Object.values(this.connection.models)) {
      if (!kept.includes(collection.name)) await collection.deleteMany(theirs as object, { maxTimeMS: 240_000 });
    }
  }
}
