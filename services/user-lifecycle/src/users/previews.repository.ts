import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { ListAbsent, PagePosition, RunContext, RunRequest } from '@rollcall/contracts';
import type { ClientSession, Collection, Connection, Model } from 'mongoose';
import { OutcomesRepository } from '../outcomes/outcomes.repository.js';
import { FenceRepository } from './fence.repository.js';
import type { PagePlan } from './plan-changes.js';
import type { RemovalPlan } from './plan-removals.js';
import { PreviewedUserDocument } from './previews.schema.js';
import { type AbsentFound, allOrNothing, type RunUsers, RunUsersRepository } from './run-users.repository.js';
import type { Sight, UserDocument } from './users.schema.js';

type Change = Pick<PreviewedUserDocument, 'userId' | 'seen' | 'user'>;

/**
 * The users as a preview sees them: as they are, with what the preview would have changed laid over. It stores outcomes, and
 * that overlay; no user is written, and nobody is told.
 */
@Injectable()
export class PreviewsRepository implements RunUsers {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(PreviewedUserDocument.name) private readonly previewed: Model<PreviewedUserDocument>,
    private readonly users: RunUsersRepository,
    private readonly fences: FenceRepository,
    private readonly outcomes: OutcomesRepository,
  ) {}

  async findForPage(
    accountId: string,
    run: RunContext,
    externalIds: string[],
    emails: string[],
  ): Promise<UserDocument[]> {
    const [real, changed] = await Promise.all([
      this.users.findForPage(accountId, run, externalIds, emails),
      this.previewed
        .find({
          accountId,
          runId: run.runId,
          $or: [{ 'user.origin.externalId': { $in: externalIds } }, { 'user.email': { $in: emails } }],
        })
        .lean<PreviewedUserDocument[]>(),
    ]);
    const laidOver = await this.layOver(accountId, run, real);
    const made = changed.flatMap(({ user }) => user ?? []);
    return [...new Map([...made, ...laidOver].map((user) => [user._id, user])).values()];
  }

  findByExternalIds(accountId: string, run: RunContext, externalIds: string[]): Promise<UserDocument[]> {
    return this.findForPage(accountId, run, externalIds, []);
  }

  async findAbsent(request: ListAbsent): Promise<AbsentFound> {
    const found = await this.users.findAbsent(request);
    return { ...found, users: await this.layOver(request.accountId, request.run, found.users) };
  }

  async storePage(
    { accountId, run }: RunRequest,
    position: PagePosition,
    plan: PagePlan,
    also: (session: ClientSession) => Promise<void>,
  ): Promise<void> {
    const sight = (disabled: boolean): Sight => ({ runId: run.runId, ...position, disabled });
    const changes: Change[] = [
      ...[...plan.inserts, ...plan.updates.map(({ user }) => user)].map((user): Change => ({
        userId: user._id,
        user,
        ...(user.seen && { seen: user.seen }),
      })),
      ...plan.seen.map((userId) => ({ userId, seen: sight(false) })),
      ...plan.seenDisabled.map((userId) => ({ userId, seen: sight(true) })),
    ];
    await this.inTransaction(accountId, run, async (session) => {
      await this.store(session, accountId, run.runId, changes);
      await this.outcomes.insert(session, { accountId, runId: run.runId, position, outcomes: plan.outcomes });
      await also(session);
    });
  }

  inRun({ accountId, run }: RunRequest, work: (session: ClientSession) => Promise<void>): Promise<void> {
    return this.inTransaction(accountId, run, work);
  }

  async storeRemovals({ accountId, run }: RunRequest, { outcomes }: Pick<RemovalPlan, 'outcomes'>): Promise<void> {
    await this.inTransaction(accountId, run, (session) =>
      this.outcomes.insert(session, { accountId, runId: run.runId, outcomes }),
    );
  }

  /** Drops the overlay of a preview that is over; its outcomes stay. */
  async end(accountId: string, runId: string): Promise<void> {
    await this.previewed.deleteMany({ accountId, runId });
  }

  private async layOver(accountId: string, { runId }: RunContext, users: UserDocument[]): Promise<UserDocument[]> {
    const userIds = users.map(({ _id }) => _id);
    const found = await this.previewed
      .find({ accountId, runId, userId: { $in: userIds } })
      .lean<PreviewedUserDocument[]>();
    const changes = new Map(found.map((change) => [change.userId, change]));
    return users.map((user) => {
      const { user: changed = user, seen = changed.seen } = changes.get(user._id) ?? {};
      return seen ? { ...changed, seen } : changed;
    });
  }

  private async store(session: ClientSession, accountId: string, runId: string, changes: Change[]): Promise<void> {
    if (changes.length === 0) return;
    const at = new Date();
    const operations = changes.map(({ userId, ...change }) => ({
      updateOne: { filter: { accountId, runId, userId }, update: { $set: { ...change, at } }, upsert: true },
    }));
    await this.documents.bulkWrite(operations, { session, ordered: false, ignoreUndefined: true });
  }

  /** The driver's own collection: these documents come out of our own code, and casting costs a factor of four. */
  private get documents(): Collection<PreviewedUserDocument> {
    return this.connection.collection<PreviewedUserDocument>('previewed_users');
  }

  /** A fence of its own: a preview runs beside a sync, and neither stands in the other's way. */
  private async inTransaction(
    accountId: string,
    { fence }: RunContext,
    work: (session: ClientSession) => Promise<void>,
  ): Promise<void> {
    await allOrNothing(this.connection, async (session) => {
      await this.fences.raise(session, `${accountId}/preview`, fence);
      await work(session);
    });
  }
}
