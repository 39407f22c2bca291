import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';

/** What stays when an account goes: who did what in it, the erasure too. */
const kept = ['audit'];

/** Whatever the service stores of an account, in all of its collections. */
@Injectable()
export class AccountDataRepository {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  /** A document is an account's by its `accountId`, or by its own id where there is one of an account. */
  async erase(accountId: string): Promise<void> {
    const theirs = { $or: [{ accountId }, { _id: accountId }] };
    for (const { collection } of Object.values(this.connection.models)) {
      if (!kept.includes(collection.name)) await collection.deleteMany(theirs as object, { maxTimeMS: 240_000 });
    }
  }
}
