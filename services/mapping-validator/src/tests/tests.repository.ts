import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { Outbox } from '@rollcall/messaging';
import type { Connection, Model } from 'mongoose';
import { TestDocument } from './tests.schema.js';

@Injectable()
export class TestsRepository {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(TestDocument.name) private readonly tests: Model<TestDocument>,
    private readonly outbox: Outbox,
  ) {}

  /** Stores a test together with the event that tells of it. */
  async store(test: TestDocument): Promise<void> {
    const { _id: testId, accountId, mappingHash, result } = test;
    await this.connection.transaction(async (session) => {
      await this.tests.create([test], { session });
      await this.outbox.add(session, 'mapping.tested', { accountId, testId, mappingHash, result });
    });
    this.outbox.flush();
  }

  /** The newest test of a mapping, or of any. */
  latest(accountId: string, mappingHash?: string): Promise<TestDocument | null> {
    return this.tests
      .findOne({ accountId, ...(mappingHash !== undefined && { mappingHash }) })
      .sort({ testedAt: -1 })
      .lean<TestDocument>();
  }
}
