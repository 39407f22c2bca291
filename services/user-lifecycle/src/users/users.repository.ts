import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type {
  Contact,
  GetContacts,
  ListUsers,
  Page,
  RunContext,
  RunRequest,
  User,
  UserChange,
  UserOrigin,
  UserStatus,
} from '@rollcall/contracts';
import { type EventDraft, isDuplicateKey, Outbox, pageOf, readPageCursor } from '@rollcall/messaging';
import type { Collection, ClientSession, Connection, Model, QueryFilter } from 'mongoose';
import { byOrigin, ofTenant, UserDocument } from './users.schema.js';

/** What an administrator changes of a user. */
export interface HandChange {
  set: Partial<UserDocument>;
  unset?: (keyof UserDocument)[];
}

/** People found by one question for contacts that names nobody. */
const contactsAtOnce = 50;

@Injectable()
export class UsersRepository {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(UserDocument.name) private readonly users: Model<UserDocument>,
    private readonly outbox: Outbox,
  ) {}

  /** Those of the tenant's users who have one of these ids. */
  findByExternalIds(
    accountId: string,
    tenant: Pick<RunContext, 'provider' | 'tenantId'>,
    externalIds: string[],
  ): Promise<UserDocument[]> {
    return this.users
      .find({ ...ofTenant(accountId, tenant), 'origin.externalId': { $in: externalIds } })
      .hint(byOrigin)
      .lean<UserDocument[]>();
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
    return pageOf(found, limit, ({ name, _id }) => [name, _id]);
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
      await this.outbox.add(session, 'user.changed', { accountId, changes: [change] });
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
      const told: UserChange = { userId: _id, version: version + 1, ...change };
      await this.outbox.add(session, 'user.changed', { accountId, changes: [told] });
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
      if (user)
        await this.outbox.add(session, 'user.changed', { accountId: user.accountId, changes: [changeOf(user)] });
      return user;
    });
    this.outbox.flush();
    return changed;
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
