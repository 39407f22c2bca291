import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import {
  type Actor,
  type DecideRemovals,
  type ListRemovals,
  type Page,
  peopleIn,
  removalStates,
  type RemovableUser,
  type RemovalState,
} from '@rollcall/contracts';
import { type EventDraft, inParts, Outbox } from '@rollcall/messaging';
import type { Connection, Model, QueryFilter } from 'mongoose';
import { Environment } from '../environment.js';
import { type Candidate, RemovalDocument } from './removals.schema.js';

/** Which run, of which account and tenant, removals belong to. */
export interface RunKey {
  accountId: string;
  tenantId: string;
  runId: string;
}

/** Under what a preview keeps what it finds out about an account's removals: no account's id has a slash. */
export const previewBook = (accountId: string, runId: string): string => `${accountId}/${runId}`;
const isBook = (accountId: string): boolean => accountId.includes('/');

/** States that outlive the run: a person in one of them is no new candidate. */
const standing: RemovalState[] = ['held', 'approved', 'kept'];
const dayMs = 24 * 60 * 60 * 1_000;
const weekMs = 7 * dayMs;
const weekAgo = { $subtract: ['$$NOW', weekMs] };

/** The guard counts the removals of a week, however short the history is that people want to see. */
const leastDays = 8;

type TheirRemovals = QueryFilter<RemovalDocument> & { accountId: string };

/** Every write names the states it starts from, so that a decision made meanwhile is never overwritten. */
@Injectable()
export class RemovalsRepository {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(RemovalDocument.name) private readonly removals: Model<RemovalDocument>,
    private readonly outbox: Outbox,
    private readonly environment: Environment,
  ) {}

  /** Notes that these people are still gone; answers the state of those whose removal is held or decided about. */
  async meet({ accountId, runId }: RunKey, externalIds: string[]): Promise<Map<string, RemovalState>> {
    const theirs = { accountId, externalId: { $in: externalIds }, state: { $in: standing } };
    await this.removals.updateMany(theirs, { $set: { absentIn: runId } });
    const found = await this.removals.find(theirs, { externalId: 1, state: 1 }).lean<RemovalDocument[]>();
    return new Map(found.map(({ externalId, state }) => [externalId, state as RemovalState]));
  }

  /** Stores whom the run would remove. Whoever is held or decided about stays so, with the evidence of today. */
  async collect({ accountId, tenantId, runId }: RunKey, candidates: readonly Candidate[]): Promise<void> {
    if (candidates.length === 0) return;
    const stays = {
      $or: [
        { $in: ['$state', standing] },
        // Of a runner that woke up late: what the run has carried out is not found again.
        { $and: [{ $eq: ['$state', 'carriedOut'] }, { $eq: ['$runId', runId] }] },
      ],
    };
    const staysOrGoes = (field: string) => ({ $cond: [stays, field, '$$REMOVE'] });
    const operations = candidates.map(({ externalId, why, evidence, userId, name, reason, seenIn }) => ({
      updateOne: {
        filter: { accountId, externalId },
        update: [
          {
            $set: {
              state: { $cond: [stays, '$state', 'candidate'] },
              foundAt: staysOrGoes('$foundAt'),
              heldAt: staysOrGoes('$heldAt'),
              decidedAt: staysOrGoes('$decidedAt'),
              decidedBy: staysOrGoes('$decidedBy'),
              carriedOutAt: staysOrGoes('$carriedOutAt'),
              expiresAt: { $cond: [stays, { $ifNull: ['$expiresAt', '$$REMOVE'] }, this.expiryIn(accountId)] },
            },
          },
          { $set: literal({ tenantId, runId, why, evidence, userId, name, reason, seenIn }) },
        ],
        upsert: true,
      },
    }));
    await this.removals.collection.bulkWrite(operations, { ordered: false });
  }

  /** How many the run has found, and how many of those held before it has met. */
  async count({ accountId, runId }: RunKey): Promise<{ found: number; undecided: number }> {
    const [found, undecided] = await Promise.all([
      this.removals.countDocuments({ accountId, state: 'candidate', runId }),
      this.removals.countDocuments({ accountId, state: 'held', absentIn: runId }),
    ]);
    return { found, undecided };
  }

  /** Removals of the last seven days that nobody approved. */
  countRecent({ accountId, tenantId, runId }: RunKey): Promise<number> {
    return this.removals.countDocuments({
      accountId,
      state: 'carriedOut',
      tenantId,
      runId: { $ne: runId },
      decidedBy: { $exists: false },
      $expr: { $gt: ['$carriedOutAt', weekAgo] },
    });
  }

  /** How many people will have an outcome of the run, one way or the other. */
  async countComing({ accountId, runId }: RunKey): Promise<number> {
    const proved = { accountId, state: { $in: ['candidate', 'approved'] as RemovalDocument['state'][] }, runId };
    const [found, held] = await Promise.all([
      this.removals.countDocuments(proved),
      this.removals.countDocuments({ accountId, state: 'held', absentIn: runId }),
    ]);
    return found + held;
  }

  /** After a whole list of who is gone: whoever is not on it needs no decision any more. */
  async letReturn({ accountId, runId }: RunKey): Promise<void> {
    await this.end({ accountId, state: { $in: standing }, absentIn: { $ne: runId } }, 'returned');
  }

  /** People of the run who were found to be there, or for whom there is nothing to remove. */
  async markReturned({ accountId }: RunKey, externalIds: string[]): Promise<void> {
    const states = { $in: ['candidate', ...standing] as RemovalDocument['state'][] };
    await this.end({ accountId, state: states, externalId: { $in: externalIds } }, 'returned');
  }

  /** The approved of the tenant. */
  approved({ accountId, tenantId }: RunKey, after: string, limit: number): Promise<RemovalDocument[]> {
    return this.page({ accountId, state: 'approved', tenantId }, after, limit);
  }

  /** Whom the run proved: the approved, and the candidates too if the guard lets them pass. */
  proved({ accountId, runId }: RunKey, withCandidates: boolean, limit: number): Promise<RemovalDocument[]> {
    const states: RemovalDocument['state'][] = withCandidates ? ['approved', 'candidate'] : ['approved'];
    return this.page({ accountId, state: { $in: states }, runId, evidence: { $exists: true } }, '', limit);
  }

  async markCarriedOut({ accountId, runId }: RunKey, externalIds: string[]): Promise<void> {
    const states = { $in: ['approved', 'candidate'] as RemovalDocument['state'][] };
    await this.end({ accountId, runId, state: states, externalId: { $in: externalIds } }, 'carriedOut');
  }

  /** The candidates of the run, and those held before who are still gone. */
  toHold({ accountId, runId }: RunKey, after: string, limit: number): Promise<RemovalDocument[]> {
    const candidates: QueryFilter<RemovalDocument> = { state: 'candidate', runId };
    return this.page({ accountId, $or: [candidates, { state: 'held', absentIn: runId }] }, after, limit);
  }

  async hold({ accountId, runId }: RunKey, people: readonly RemovableUser[]): Promise<void> {
    if (people.length === 0) return;
    const operations = people.map(({ externalId, userId, name, reason }) => ({
      updateOne: {
        filter: { accountId, externalId, state: { $in: ['candidate', 'held'] } },
        update: [
          {
            $set: {
              ...literal({ state: 'held', absentIn: runId, runId, userId, name, reason }),
              expiresAt: isBook(accountId) ? this.expiryIn(accountId) : '$$REMOVE',
            },
          },
          { $set: { heldAt: { $ifNull: ['$heldAt', '$$NOW'] }, foundAt: '$$NOW' } },
        ],
      },
    }));
    await this.removals.collection.bulkWrite(operations, { ordered: false });
  }

  /** Of the tenant, whose removal is held or decided about. */
  standing({ accountId, tenantId }: RunKey, after: string, limit: number): Promise<RemovalDocument[]> {
    return this.page({ accountId, tenantId, state: { $in: standing } }, after, limit);
  }

  /** Begins a preview's book with what stands in the account's, and what it removed of late. */
  async openBook(book: RunKey, accountId: string): Promise<void> {
    await this.closeBook(book);
    await this.removals.aggregate([
      { $match: { accountId, state: { $in: [...standing, 'carriedOut'] } } },
      { $unset: '_id' },
      { $set: { accountId: { $literal: book.accountId }, expiresAt: this.expiryIn(book.accountId) } },
      { $merge: { into: 'removals', on: ['accountId', 'externalId'] } },
    ]);
  }

  async closeBook({ accountId }: Pick<RunKey, 'accountId'>): Promise<void> {
    await this.removals.deleteMany({ accountId });
  }

  countHeld({ accountId, runId }: RunKey): Promise<number> {
    return this.removals.countDocuments({ accountId, state: 'held', absentIn: runId });
  }

  hasApproved(accountId: string): Promise<boolean> {
    return this.removals.exists({ accountId, state: 'approved' }).then((found) => found !== null);
  }

  /**
   * How many people were decided about: those held by `asOf`; by id also those decided about before. Many are decided about in
   * parts, each with its line in the audit trail, so that no transaction outlives the database's patience: a repeat goes on
   * where a crash came between.
   */
  async decide(request: DecideRemovals, decidedBy: Actor): Promise<number> {
    const { accountId, externalIds, asOf } = request;
    const asked = {
      accountId,
      heldAt: { $lte: new Date(asOf) },
      ...(externalIds ? { externalId: { $in: externalIds }, state: { $in: standing } } : { state: 'held' as const }),
    };
    let people = 0;
    for await (const part of inParts(this.removals, asked, 'externalId')) {
      people += await this.decidePart(part, request, decidedBy);
      this.outbox.flush();
    }
    return people;
  }

  private decidePart(theirs: QueryFilter<RemovalDocument>, request: DecideRemovals, decidedBy: Actor): Promise<number> {
    const state = request.decision === 'approve' ? 'approved' : 'kept';
    return this.connection.transaction(async (session) => {
      const { matchedCount: people } = await this.removals.updateMany(
        theirs,
        { $set: { state, decidedBy }, $currentDate: { decidedAt: true } },
        { session },
      );
      if (people > 0) await this.outbox.add(session, 'audit.recorded', recordOf(request, decidedBy, people));
      return people;
    });
  }

  async list({ accountId, state, cursor = '', limit = 50 }: ListRemovals): Promise<Page<RemovalDocument>> {
    const states = state ?? { $in: [...removalStates] };
    const found = await this.page({ accountId, state: states }, cursor, limit + 1);
    const items = found.slice(0, limit);
    return { items, ...(found.length > limit && { next: items.at(-1)?.externalId }) };
  }

  /** When the last of those who wait was held, by the database's clock. */
  async lastHeldAt(accountId: string): Promise<Date | undefined> {
    const last = await this.removals.findOne({ accountId, state: 'held' }).sort({ heldAt: -1 }).lean<RemovalDocument>();
    return last?.heldAt;
  }

  private page(filter: QueryFilter<RemovalDocument>, after: string, limit: number): Promise<RemovalDocument[]> {
    return this.removals
      .find({ ...filter, externalId: { $gt: after } })
      .sort({ externalId: 1 })
      .limit(limit)
      .lean<RemovalDocument[]>();
  }

  private async end(filter: TheirRemovals, state: 'returned' | 'carriedOut'): Promise<void> {
    await this.removals.updateMany(filter, {
      $set: { state, expiresAt: this.expiryIn(filter.accountId) },
      ...(state === 'carriedOut' && { $currentDate: { carriedOutAt: true } }),
    });
  }

  /** A book is dropped with its preview; what a crash leaves of one goes after a week. */
  private expiryIn(accountId: string): Date {
    const days = isBook(accountId) ? 7 : Math.max(this.environment.KEEP_HISTORY_DAYS, leastDays);
    return new Date(Date.now() + days * dayMs);
  }
}

/** Ids enough to look them up by: all ten thousand would make the event a large one. */
const idsRecorded = 500;

function recordOf({ accountId, decision, externalIds, asOf }: DecideRemovals, actor: Actor, people: number) {
  const after = { people, asOf, externalIds: externalIds?.slice(0, idsRecorded) ?? 'all' };
  const action = decision === 'approve' ? 'Approved removal of users' : 'Kept users from removal';
  return { accountId, actor, action, target: peopleIn(people), after } satisfies EventDraft<'audit.recorded'>;
}

/** For an update pipeline, where a text that begins with $ would be taken for a field; what is undefined goes. */
function literal(values: Record<string, string | undefined>): Record<string, unknown> {
  const entries = Object.entries(values);
  return Object.fromEntries(
    entries.map(([field, value]) => [field, value === undefined ? '$$REMOVE' : { $literal: value }]),
  );
}
