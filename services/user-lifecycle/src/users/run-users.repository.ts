import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ListAbsent, PagePosition, RunContext, RunRequest, UserChange } from '@rollcall/contracts';
import { type EventDraft, isDuplicateKey, Outbox } from '@rollcall/messaging';
import type { ClientSession, Collection, Connection, Model } from 'mongoose';
import { MembershipsRepository } from '../groups/memberships.repository.js';
import { OutcomesRepository } from '../outcomes/outcomes.repository.js';
import { FenceRepository } from './fence.repository.js';
import type { PagePlan, UserUpdate } from './plan-changes.js';
import type { RemovalPlan } from './plan-removals.js';
import { UsersRepository } from './users.repository.js';
import { byEmail, byOrigin, ofTenant, type Sight, UserDocument } from './users.schema.js';

/** Somebody else changed a user, or took an address, between our reading and our writing. Read and decide again. */
export class UsersChangedMeanwhile extends Error {
  override name = 'UsersChangedMeanwhile';
}

/** Whom a sync may deactivate or delete: asked for by the write itself, whatever was planned. */
const removable = { role: 'User', isOwner: false } as const;

/** An event holds at most this many changes. */
const changesPerEvent = 500;

/** However few of them are absent, a question looks at no more users than these: so that it is answered in time. */
const lookedAtOnce = 5_000;

export interface AbsentFound {
  users: UserDocument[];
  next?: string;
}

/** The users as a run finds and stores them: as they are, or as a preview would have left them. */
export type RunUsers = Pick<
  RunUsersRepository,
  'findForPage' | 'findByExternalIds' | 'findAbsent' | 'storePage' | 'storeRemovals' | 'inRun'
>;

/** The users as they are. Whatever a run writes of them stands behind the account's fence. */
@Injectable()
export class RunUsersRepository {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(UserDocument.name) private readonly users: Model<UserDocument>,
    private readonly known: UsersRepository,
    private readonly fences: FenceRepository,
    private readonly memberships: MembershipsRepository,
    private readonly outcomes: OutcomesRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Users with one of these ids in the run's tenant, or with one of these addresses. */
  async findForPage(
    accountId: string,
    run: RunContext,
    externalIds: string[],
    emails: string[],
  ): Promise<UserDocument[]> {
    const [same, holders] = await Promise.all([
      this.known.findByExternalIds(accountId, run, externalIds),
      emails.length === 0
        ? []
        : this.users
            .find({ accountId, email: { $gt: '', $in: emails } })
            .hint(byEmail)
            .lean<UserDocument[]>(),
    ]);
    return [...new Map([...holders, ...same].map((user) => [user._id, user])).values()];
  }

  findByExternalIds(accountId: string, run: RunContext, externalIds: string[]): Promise<UserDocument[]> {
    return this.known.findByExternalIds(accountId, run, externalIds);
  }

  /**
   * Stores a planned page, all or nothing: users, sights, outcomes, the events that tell of the changes, and what `also`
   * writes. The users named by `released` give up their address before anybody takes one.
   *
   * @throws UsersChangedMeanwhile, with nothing stored
   */
  async storePage(
    { accountId, run }: RunRequest,
    position: PagePosition,
    plan: PagePlan & { released?: string[] },
    also: (session: ClientSession) => Promise<void>,
  ): Promise<void> {
    await this.inRun({ accountId, run }, async (session) => {
      await this.release(session, accountId, plan.released ?? []);
      await this.replace(session, accountId, plan.updates);
      if (plan.inserts.length > 0) {
        await this.documents.insertMany(plan.inserts, { session, ordered: false, ignoreUndefined: true });
      }
      const sight = { runId: run.runId, ...position };
      await this.markSeen(session, accountId, plan.seen, { ...sight, disabled: false });
      await this.markSeen(session, accountId, plan.seenDisabled, { ...sight, disabled: true });
      const { provider, tenantId } = run;
      const origin = { provider, tenantId };
      await this.outcomes.insert(session, { accountId, runId: run.runId, position, outcomes: plan.outcomes, origin });
      await also(session);
      await this.outbox.add(session, 'user.changed', ...toldChanges(accountId, plan.changes, run.runId));
    });
  }

  /**
   * Writes for a run, behind the account's fence, all or nothing.
   *
   * @throws UsersChangedMeanwhile, with nothing stored
   */
  async inRun({ accountId, run }: RunRequest, work: (session: ClientSession) => Promise<void>): Promise<void> {
    await allOrNothing(this.connection, async (session) => {
      await this.fences.raise(session, accountId, run.fence);
      await work(session);
    });
    this.outbox.flush();
  }

  /** @throws UsersChangedMeanwhile, with nothing stored */
  async storeRemovals({ accountId, run }: RunRequest, plan: RemovalPlan): Promise<void> {
    await this.inRun({ accountId, run }, async (session) => {
      await this.replace(session, accountId, plan.marks);
      await this.replace(session, accountId, plan.deactivations, removable);
      if (plan.deletes.length > 0) {
        const filter = { accountId, $or: plan.deletes.map(({ _id, version }) => ({ _id, version, ...removable })) };
        const { deletedCount } = await this.users.deleteMany(filter, { session });
        if (deletedCount !== plan.deletes.length) throw new UsersChangedMeanwhile();
        await this.memberships.removeUsers(
          session,
          accountId,
          plan.deletes.map(({ _id }) => _id),
        );
      }
      await this.outcomes.insert(session, { accountId, runId: run.runId, outcomes: plan.outcomes });
      await this.outbox.add(session, 'user.changed', ...toldChanges(accountId, plan.changes, run.runId));
    });
  }

  /** Users of the run's tenant whom it did not see, or saw disabled. `next` is told as long as there are users after it. */
  async findAbsent({ accountId, run, among, after = '', limit }: ListAbsent): Promise<AbsentFound> {
    const last = among ? undefined : await this.lastOfMany(accountId, run, after);
    const users = await this.users
      .find({
        ...ofTenant(accountId, run),
        'origin.externalId': { $gt: after, ...(last !== undefined && { $lte: last }), ...(among && { $in: among }) },
        $or: [{ 'seen.runId': { $ne: run.runId } }, { 'seen.disabled': true }],
        // What is inactive already can at most be deleted.
        ...(run.removedUsers === 'deactivate' && { status: { $ne: 'Inactive' } }),
      })
      .sort({ 'origin.externalId': 1 })
      .limit(limit)
      .hint(byOrigin)
      .lean<UserDocument[]>();
    const next = users.length === limit ? users.at(-1)?.origin?.externalId : last;
    return { users, ...(next !== undefined && { next }) };
  }

  /** The id up to which one question looks, if there are users after it. Answered by the index alone. */
  private async lastOfMany(accountId: string, run: RunContext, after: string): Promise<string | undefined> {
    const [last] = await this.users
      .find({ ...ofTenant(accountId, run), 'origin.externalId': { $gt: after } }, { _id: 0, 'origin.externalId': 1 })
      .sort({ 'origin.externalId': 1 })
      .skip(lookedAtOnce - 1)
      .limit(1)
      .hint(byOrigin)
      .lean<Pick<UserDocument, 'origin'>[]>();
    return last?.origin?.externalId;
  }

  /** The driver's own collection, for writes of what comes out of our own code: mongoose's casting costs a factor of four. */
  private get documents(): Collection<UserDocument> {
    return this.connection.collection<UserDocument>('users');
  }

  /** Replaces users who are still as they were read and as the guard says. */
  private async replace(
    session: ClientSession,
    accountId: string,
    updates: UserUpdate[],
    guard: Partial<UserDocument> = {},
  ): Promise<void> {
    if (updates.length === 0) return;
    const operations = updates.map(({ before, user }) => ({
      replaceOne: { filter: { _id: user._id, accountId, version: before, ...guard }, replacement: user },
    }));
    // In order: an address must be given up before another user takes it.
    const { matchedCount } = await this.documents.bulkWrite(operations, {
      session,
      ordered: true,
      ignoreUndefined: true,
    });
    if (matchedCount !== updates.length) throw new UsersChangedMeanwhile();
  }

  private async release(session: ClientSession, accountId: string, userIds: string[]): Promise<void> {
    if (userIds.length === 0) return;
    await this.users.updateMany({ accountId, _id: { $in: userIds } }, { $set: { email: null } }, { session });
  }

  private async markSeen(session: ClientSession, accountId: string, ids: string[], seen: Sight): Promise<void> {
    if (ids.length === 0) return;
    const filter = { accountId, _id: { $in: ids } };
    await this.users.updateMany(filter, { $set: { seen }, $unset: { missing: '' } }, { session });
  }
}

/** @throws UsersChangedMeanwhile, with nothing stored */
export async function allOrNothing(
  connection: Connection,
  work: (session: ClientSession) => Promise<void>,
): Promise<void> {
  try {
    await connection.transaction(work);
  } catch (error) {
    // Driver and server quote the value in this message, so it goes no further.
    if (isDuplicateKey(error)) throw new UsersChangedMeanwhile();
    throw error;
  }
}

/** The events that tell of a run's changes. */
function toldChanges(accountId: string, changes: UserChange[], runId: string): EventDraft<'user.changed'>[] {
  const drafts: EventDraft<'user.changed'>[] = [];
  for (let from = 0; from < changes.length; from += changesPerEvent) {
    const batch = changes.slice(from, from + changesPerEvent);
    drafts.push({ accountId, runId, changes: batch });
  }
  return drafts;
}
