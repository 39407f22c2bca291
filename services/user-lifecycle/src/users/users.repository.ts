import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type {
  Contact,
  GetContacts,
  ListAbsent,
  ListUsers,
  Page,
  PagePosition,
  RunContext,
  RunRequest,
  User,
  UserChange,
  UserOrigin,
  UserStatus,
} from '@rollcall/contracts';
import {
  type EventDraft,
  isDuplicateKey,
  Outbox,
  howManyFit,
  readPageCursor,
  writePageCursor,
} from '@rollcall/messaging';
import { type ClientSession, type Collection, type Connection, type QueryFilter, type Model } from 'mongoose';
import { MembershipsRepository } from '../groups/memberships.repository.js';
import { OutcomesRepository } from '../outcomes/outcomes.repository.js';
import { FenceRepository } from './fence.repository.js';
import type { PagePlan, UserUpdate } from './plan-changes.js';
import type { RemovalPlan } from './plan-removals.js';
import { byOrigin, ofTenant, type Sight, UserDocument } from './users.schema.js';

/** Somebody else changed a user, or took an address, between our reading and our writing. Read and decide again. */
export class UsersChangedMeanwhile extends Error {
  override name = 'UsersChangedMeanwhile';
}

/** What an administrator changes of a user. */
export interface HandChange {
  set: Partial<UserDocument>;
  unset?: (keyof UserDocument)[];
}

/** Whom a sync may deactivate or delete: asked for by the write itself, whatever was planned. */
const removable = { role: 'User', isOwner: false } as const;

/** An event holds at most this many changes. */
const changesPerEvent = 500;

/** People found by one question for contacts that names nobody. */
const contactsAtOnce = 50;

/** However few of them are absent, a question looks at no more users than these: so that it is answered in time. */
const lookedAtOnce = 5_000;

export interface AbsentFound {
  users: UserDocument[];
  next?: string;
}

/** The users as a run finds and stores them: as they are, or as a preview would have left them. */
export type RunUsers = Pick<
  UsersRepository,
  'findForPage' | 'findByExternalIds' | 'findAbsent' | 'storePage' | 'storeRemovals' | 'inRun'
>;

@Injectable()
export class UsersRepository {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(UserDocument.name) private readonly users: Model<UserDocument>,
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
      this.findByExternalIds(accountId, run, externalIds),
      emails.length === 0 ? [] : this.users.find({ accountId, email: { $in: emails } }).lean<UserDocument[]>(),
    ]);
    return [...new Map([...holders, ...same].map((user) => [user._id, user])).values()];
  }

  findByExternalIds(
    accountId: string,
    tenant: Pick<RunContext, 'provider' | 'tenantId'>,
    externalIds: string[],
  ): Promise<UserDocument[]> {
    return this.users
      .find({ ...ofTenant(accountId, tenant), 'origin.externalId': { $in: externalIds } })
      .lean<UserDocument[]>();
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
    await this.inTransaction(async (session) => {
      await this.fences.raise(session, accountId, run.fence);
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
      await this.tell(session, accountId, plan.changes, run.runId);
    });
  }

  /** Any other write of a run, behind the account's fence. */
  async inRun({ accountId, run }: RunRequest, work: (session: ClientSession) => Promise<void>): Promise<void> {
    await this.inTransaction(async (session) => {
      await this.fences.raise(session, accountId, run.fence);
      await work(session);
    });
  }

  /** @throws UsersChangedMeanwhile, with nothing stored */
  async storeRemovals({ accountId, run }: RunRequest, plan: RemovalPlan): Promise<void> {
    await this.inTransaction(async (session) => {
      await this.fences.raise(session, accountId, run.fence);
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
      await this.tell(session, accountId, plan.changes, run.runId);
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

  /** All but the inactive: two counts that their indexes answer alone, in an account of any size. */
  async countSynced({ accountId, run }: RunRequest): Promise<number> {
    const tenant = ofTenant(accountId, run);
    const [all, inactive] = await Promise.all([
      this.users.countDocuments({ ...tenant, 'origin.externalId': { $gt: '' } }).hint(byOrigin),
      this.users.countDocuments({ ...tenant, status: 'Inactive' }),
    ]);
    return all - inactive;
  }

  async list({ accountId, search, status, origin, cursor, limit = 50 }: ListUsers): Promise<Page<UserDocument>> {
    const filter: QueryFilter<UserDocument> = {
      accountId,
      ...(status && { status }),
      ...(origin && comesFrom(origin)),
    };
    if (search) {
      const words = { $regex: RegExp.escape(search), $options: 'i' };
      filter.$or = [{ name: words }, { email: words }];
    }
    if (cursor) {
      const [name, _id] = readPageCursor(cursor, ['string', 'string']);
      filter.$and = [{ $or: [{ name: { $gt: name } }, { name, _id: { $gt: _id } }] }];
    }
    const found = await this.users
      .find(filter)
      .sort({ name: 1, _id: 1 })
      .limit(limit + 1)
      .lean<UserDocument[]>();
    // Fewer than asked for where they are so large that one reply does not carry them.
    const items = found.slice(0, Math.min(limit, howManyFit(found)));
    const last = items.at(-1);
    return { items, ...(found.length > items.length && last && { next: writePageCursor([last.name, last._id]) }) };
  }

  get(accountId: string, userId: string): Promise<UserDocument | null> {
    return this.users.findOne({ _id: userId, accountId }).lean<UserDocument>();
  }

  async contacts({ accountId, userIds, roles }: GetContacts): Promise<Contact[]> {
    const asked = { ...(userIds && { _id: { $in: userIds } }), ...(roles && { role: { $in: roles } }) };
    const found = await this.users
      .find({ accountId, ...asked, status: { $ne: 'Inactive' }, email: { $ne: null } })
      .sort({ _id: 1 })
      .limit(userIds?.length ?? contactsAtOnce)
      .lean<(UserDocument & { email: string })[]>();
    return found.map(toContact);
  }

  /** These users, whatever their status, by their ids. */
  async named(accountId: string, userIds: string[]): Promise<Map<string, UserDocument>> {
    const found = await this.users.find({ accountId, _id: { $in: userIds } }).lean<UserDocument[]>();
    return new Map(found.map((user) => [user._id, user]));
  }

  /** Notes that a user has just signed in. That is nothing others are told of. */
  async noteSignIn({ accountId, _id }: UserDocument): Promise<void> {
    await this.users.updateOne({ accountId, _id }, { $currentDate: { lastSignInAt: true } });
  }

  /** Those of the users who have yet to accept and are to be invited by mail; by hand, whoever has yet to accept. */
  async findToInvite(accountId: string, userIds: string[], byHand: boolean): Promise<Contact[]> {
    const found = await this.users
      .find({
        accountId,
        _id: { $in: userIds },
        status: 'Invited',
        ...(!byHand && { wantsInvitation: true }),
        email: { $ne: null },
      })
      .lean<(UserDocument & { email: string })[]>();
    return found.map(toContact);
  }

  /** Makes an invited user Active and tells of it; null if the user is Inactive or gone. */
  async accept(accountId: string, userId: string): Promise<UserDocument | null> {
    const invited = { accountId, _id: userId, status: 'Invited' as const };
    const accepted = await this.change(invited, { status: 'Active', acceptedAt: new Date() });
    if (accepted) return accepted;
    const user = await this.get(accountId, userId);
    return user?.status === 'Active' ? user : null;
  }

  /** Takes over what is new in a signed-in user's token, and tells of it; null if the user is gone meanwhile. */
  async followToken(user: UserDocument, token: Pick<User, 'name' | 'role'>): Promise<UserDocument | null> {
    const { accountId, _id } = user;
    // Whom the directory stands for is named by the directory.
    const { role, name } = user.origin ? { ...token, name: user.name } : token;
    if (role === user.role && name === user.name) return user;
    return await this.change({ accountId, _id }, { role, name });
  }

  /** Stores a user under their id, or nothing if there is one already or their address is somebody else's. */
  async insertOnce(user: UserDocument): Promise<boolean> {
    try {
      await this.documents.insertOne(user, { ignoreUndefined: true });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Stores a user whom an administrator adds, and tells of it. False, and nothing stored, if the address is taken. */
  async create(user: UserDocument, audit: EventDraft<'audit.recorded'>): Promise<boolean> {
    const { accountId, _id: userId, fields, wantsInvitation: invite } = user;
    const change: UserChange = { userId, version: 1, change: 'created', fields: Object.keys(fields), invite };
    return await this.byHand(async (session) => {
      await this.documents.insertOne(user, { session, ignoreUndefined: true });
      await this.tell(session, accountId, [change]);
      await this.outbox.add(session, 'audit.recorded', audit);
      return true;
    });
  }

  /**
   * Stores what an administrator makes of a user who is still as they were read, and tells of it. False, and nothing stored,
   * if the user was changed meanwhile or another one has the address or the origin.
   */
  async changeByHand(
    before: UserDocument,
    { set, unset = [] }: HandChange,
    change: Pick<UserChange, 'change' | 'fields'>,
    audit: EventDraft<'audit.recorded'>,
  ): Promise<boolean> {
    const { accountId, _id, version } = before;
    return await this.byHand(async (session) => {
      const { matchedCount } = await this.users.updateOne(
        { accountId, _id, version },
        { $set: { ...set, version: version + 1 }, $unset: Object.fromEntries(unset.map((field) => [field, ''])) },
        { session },
      );
      if (matchedCount === 0) return false;
      await this.tell(session, accountId, [{ userId: _id, version: version + 1, ...change }]);
      await this.outbox.add(session, 'audit.recorded', audit);
      return true;
    });
  }

  findByEmail(accountId: string, email: string): Promise<UserDocument | null> {
    return this.users.findOne({ accountId, email }).lean<UserDocument>();
  }

  /** The driver's own collection, for writes of what comes out of our own code: mongoose's casting costs a factor of four. */
  private get documents(): Collection<UserDocument> {
    return this.connection.collection<UserDocument>('users');
  }

  private async byHand(work: (session: ClientSession) => Promise<boolean>): Promise<boolean> {
    try {
      const done = await this.connection.transaction(work);
      this.outbox.flush();
      return done;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Sets nothing but these properties: a run may just be marking the same user as seen. Null if the filter fits nobody. */
  private async change(
    filter: { accountId: string; _id: string; status?: UserStatus },
    properties: Partial<UserDocument>,
  ): Promise<UserDocument | null> {
    const changed = await this.connection.transaction(async (session) => {
      const user = await this.users
        .findOneAndUpdate(filter, { $set: properties, $inc: { version: 1 } }, { session, returnDocument: 'after' })
        .lean<UserDocument>();
      if (user) await this.tell(session, user.accountId, [changeOf(user)]);
      return user;
    });
    this.outbox.flush();
    return changed;
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

  private async tell(session: ClientSession, accountId: string, changes: UserChange[], runId?: string): Promise<void> {
    const drafts: EventDraft<'user.changed'>[] = [];
    for (let from = 0; from < changes.length; from += changesPerEvent) {
      const batch = changes.slice(from, from + changesPerEvent);
      drafts.push({ accountId, ...(runId !== undefined && { runId }), changes: batch });
    }
    await this.outbox.add(session, 'user.changed', ...drafts);
  }

  private async inTransaction(work: (session: ClientSession) => Promise<void>): Promise<void> {
    await allOrNothing(this.connection, work);
    this.outbox.flush();
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

const changeOf = ({ _id: userId, version }: UserDocument): UserChange => ({
  userId,
  version,
  change: 'updated',
  fields: [],
});

/** That there is none by null, in which the index of those by hand recognizes itself. */
const comesFrom = (origin: UserOrigin): QueryFilter<UserDocument> =>
  origin === 'hand' ? { origin: null } : { 'origin.provider': origin };

const toContact = ({ _id, name, email }: UserDocument & { email: string }): Contact => ({ userId: _id, name, email });
