import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import {
  type Actor,
  type DecideEmailChanges,
  type EmailChange,
  type EmailChangesCounted,
  type EmailChangeState,
  type ListEmailChanges,
  type Page,
  type PagePosition,
  peopleIn,
} from '@rollcall/contracts';
import { inParts, Outbox } from '@rollcall/messaging';
import { type ClientSession, type Connection, type Model, type QueryFilter } from 'mongoose';
import { EmailChangeDocument, WaitingDocument } from './emails.schema.js';

type RunKey = Pick<WaitingDocument, 'accountId' | 'runId'>;
export type Waiting = Omit<WaitingDocument, 'at'>;
/** A change of address that a run does not carry out. */
export type HeldEmail = Pick<EmailChange, 'externalId' | 'userId' | 'name' | 'from' | 'to'>;

/** People whose addresses wait for the end of a read, and changes of address that wait for a decision. */
@Injectable()
export class EmailsRepository {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(WaitingDocument.name) private readonly waiting: Model<WaitingDocument>,
    @InjectModel(EmailChangeDocument.name) private readonly changes: Model<EmailChangeDocument>,
    private readonly outbox: Outbox,
  ) {}

  /** Stores people who wait. Who waits already stays as the run first met them. */
  async wait(session: ClientSession, people: readonly Waiting[]): Promise<void> {
    if (people.length === 0) return;
    const operations = people.map(({ accountId, runId, externalId, ...rest }) => ({
      updateOne: {
        filter: { accountId, runId, externalId },
        update: { $setOnInsert: { ...rest, at: new Date() } },
        upsert: true,
      },
    }));
    await this.waiting.collection.bulkWrite(operations, { session, ordered: false, ignoreUndefined: true });
  }

  /** Those of these people who wait come into a group when they become a user: the group is read before that. */
  async noteGroup(
    session: ClientSession,
    { accountId, runId }: RunKey,
    externalIds: string[],
    groupId: string,
  ): Promise<void> {
    const theirs = { accountId, runId, externalId: { $in: externalIds } };
    await this.waiting.updateMany(theirs, { $addToSet: { groups: groupId } }, { session });
  }

  /** Where a run met those of these people who wait. */
  async positions({ accountId, runId }: RunKey, externalIds: string[]): Promise<Map<string, PagePosition>> {
    const found = await this.find({ accountId, runId }, externalIds);
    return new Map(found.map(({ externalId, position }) => [externalId, position]));
  }

  async find({ accountId, runId }: RunKey, externalIds: string[]): Promise<WaitingDocument[]> {
    // Nobody of most pages waits: they cost no query.
    if (externalIds.length === 0) return [];
    return await this.waiting.find({ accountId, runId, externalId: { $in: externalIds } }).lean<WaitingDocument[]>();
  }

  /** The next people who wait, or all of them up to a certain one. */
  page({ accountId, runId }: RunKey, after: string, end: { limit: number } | { upTo: string }) {
    const upTo = 'upTo' in end && { $lte: end.upTo };
    return this.waiting
      .find({ accountId, runId, externalId: { $gt: after, ...upTo } })
      .sort({ externalId: 1 })
      .limit('limit' in end ? end.limit : 0)
      .lean<WaitingDocument[]>();
  }

  async count({ accountId, runId }: RunKey): Promise<EmailChangesCounted> {
    const [changes, undecided] = await Promise.all([
      this.waiting.countDocuments({
        accountId,
        runId,
        changesEmail: true,
        decision: { $nin: ['approved', 'kept'] },
      }),
      this.waiting.countDocuments({ accountId, runId, decision: 'held' }),
    ]);
    return { changes, undecided };
  }

  async forget(session: ClientSession, { accountId, runId }: RunKey, externalIds: string[]): Promise<void> {
    await this.waiting.deleteMany({ accountId, runId, externalId: { $in: externalIds } }, { session });
  }

  /** What is known of these very changes of address, by the ids of their people. */
  async decisions(accountId: string, to: ReadonlyMap<string, string | null>): Promise<Map<string, EmailChangeState>> {
    if (to.size === 0) return new Map();
    const found = await this.changes
      .find({ accountId, externalId: { $in: [...to.keys()] } }, { externalId: 1, to: 1, state: 1 })
      .lean<EmailChangeDocument[]>();
    const same = found.filter((change) => to.get(change.externalId) === change.to);
    return new Map(same.map(({ externalId, state }) => [externalId, state]));
  }

  /** Stores who is held. A decision about the very same change stays; one about another address is void. */
  async hold(session: ClientSession, { accountId, runId }: RunKey, held: readonly HeldEmail[]): Promise<void> {
    if (held.length === 0) return;
    const operations = held.map(({ externalId, ...change }) => {
      const same = { $eq: ['$to', { $literal: change.to }] };
      const keep = (field: string, other: string) => ({ $cond: [same, field, other] });
      return {
        updateOne: {
          filter: { accountId, externalId },
          update: [
            {
              $set: {
                state: keep('$state', 'held'),
                heldAt: keep('$heldAt', '$$NOW'),
                decidedAt: keep('$decidedAt', '$$REMOVE'),
                decidedBy: keep('$decidedBy', '$$REMOVE'),
                metAt: '$$NOW',
                runId,
              },
            },
            // Names and addresses are texts, also those that look like a path.
            { $set: Object.fromEntries(Object.entries(change).map(([key, $literal]) => [key, { $literal }])) },
          ],
          upsert: true,
        },
      };
    });
    await this.changes.collection.bulkWrite(operations, { session, ordered: false });
  }

  /** Of people whose address is as the directory has it by now. */
  async drop(session: ClientSession, accountId: string, externalIds: string[]): Promise<void> {
    if (externalIds.length === 0) return;
    await this.changes.deleteMany({ accountId, externalId: { $in: externalIds } }, { session });
  }

  /** Those held that a run did not meet, part by part. */
  unmet({ accountId, runId }: RunKey): AsyncGenerator<QueryFilter<EmailChangeDocument>> {
    return inParts(this.changes, { accountId, state: 'held', runId: { $ne: runId } }, 'externalId');
  }

  async dropPart(session: ClientSession, part: QueryFilter<EmailChangeDocument>): Promise<void> {
    await this.changes.deleteMany(part, { session });
  }

  countHeld({ accountId, runId }: RunKey): Promise<number> {
    return this.changes.countDocuments({ accountId, runId, state: 'held' });
  }

  /**
   * How many people were decided about: those held by `asOf`; by id also those decided about before. Many in parts, each with
   * its line in the audit trail: a repeat goes on where a crash came between.
   */
  async decide(request: DecideEmailChanges, actor: Actor): Promise<number> {
    const { accountId, externalIds, asOf } = request;
    const asked = {
      accountId,
      heldAt: { $lte: new Date(asOf) },
      ...(externalIds ? { externalId: { $in: externalIds } } : { state: 'held' as const }),
    };
    let people = 0;
    for await (const part of inParts(this.changes, asked, 'externalId')) {
      people += await this.decidePart(part, request, actor);
      this.outbox.flush();
    }
    return people;
  }

  private decidePart(
    theirs: QueryFilter<EmailChangeDocument>,
    { accountId, decision }: DecideEmailChanges,
    decidedBy: Actor,
  ): Promise<number> {
    const state = decision === 'approve' ? 'approved' : 'kept';
    return this.connection.transaction(async (session) => {
      const { matchedCount: people } = await this.changes.updateMany(
        theirs,
        { $set: { state, decidedBy }, $currentDate: { decidedAt: true } },
        { session },
      );
      const action = decision === 'approve' ? 'Approved email changes' : 'Kept email addresses';
      const told = { accountId, actor: decidedBy, action, target: peopleIn(people) };
      if (people > 0) await this.outbox.add(session, 'audit.recorded', told);
      return people;
    });
  }

  async list({ accountId, state, cursor, limit = 50 }: ListEmailChanges): Promise<Page<EmailChange>> {
    const found = await this.changes
      .find({ accountId, ...(state && { state }), ...(cursor && { externalId: { $gt: cursor } }) })
      .sort({ externalId: 1 })
      .limit(limit + 1)
      .lean<EmailChangeDocument[]>();
    const items = found.slice(0, limit).map(toEmailChange);
    return { items, ...(found.length > limit && { next: items.at(-1)?.externalId }) };
  }

  async lastHeldAt(accountId: string): Promise<Date | undefined> {
    const last = await this.changes.findOne({ accountId }).sort({ heldAt: -1 }).lean<EmailChangeDocument>();
    return last?.heldAt;
  }
}

function toEmailChange(change: EmailChangeDocument): EmailChange {
  const { externalId, userId, name, from, to, state, runId, heldAt, decidedAt, decidedBy } = change;
  return {
    externalId,
    userId,
    name,
    from,
    to,
    state,
    runId,
    heldAt: heldAt.toISOString(),
    decidedAt: decidedAt?.toISOString(),
    decidedBy,
  };
}
