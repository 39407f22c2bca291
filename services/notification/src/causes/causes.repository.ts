import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import { isDuplicateKey } from '@rollcall/messaging';
import { type Connection, type Model } from 'mongoose';
import { DeliveriesRepository, type NewDelivery } from '../deliveries/deliveries.repository.js';
import { InboxRepository, type NewNotice } from '../inbox/inbox.repository.js';
import { AccountCausesDocument } from './causes.schema.js';

/** What is to be told, to whom and how. */
export interface Told {
  notices: NewNotice[];
  mails: NewDelivery[];
}

/** Somebody else decided about the same account between our reading and our writing. Read and decide again. */
export class CausesChangedMeanwhile extends Error {
  override name = 'CausesChangedMeanwhile';
}

const accountsAtOnce = 100;

@Injectable()
export class CausesRepository {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(AccountCausesDocument.name) private readonly causes: Model<AccountCausesDocument>,
    private readonly deliveries: DeliveriesRepository,
    private readonly inbox: InboxRepository,
  ) {}

  get(accountId: string): Promise<AccountCausesDocument | null> {
    return this.causes.findById(accountId).lean<AccountCausesDocument>();
  }

  /** Accounts where somebody is to be reminded by now, the longest overdue first. */
  async findDue(now: Date): Promise<string[]> {
    const due = await this.causes
      .find({ remindAt: { $lte: now } }, { _id: 1 })
      .sort({ remindAt: 1 })
      .limit(accountsAtOnce)
      .lean();
    return due.map(({ _id }) => _id);
  }

  /** Stores what is open together with what is told of it: all or nothing. `version` is the one it was decided on. */
  async store(account: AccountCausesDocument, { notices, mails }: Told): Promise<void> {
    const { _id, version, open } = account;
    const due = open.flatMap(({ remindAt }) => remindAt?.getTime() ?? []);
    const next = { ...account, version: version + 1, ...(due.length > 0 && { remindAt: new Date(Math.min(...due)) }) };
    if (due.length === 0) delete next.remindAt;
    try {
      await this.connection.transaction(async (session) => {
        // Of a first document there is no version yet: if another is faster, inserting it again is refused.
        await this.causes.replaceOne({ _id, version }, next, { session, upsert: true });
        await this.inbox.insert(session, notices);
        await this.deliveries.insert(session, mails);
      });
    } catch (error) {
      if (isDuplicateKey(error)) throw new CausesChangedMeanwhile();
      throw error;
    }
  }
}
