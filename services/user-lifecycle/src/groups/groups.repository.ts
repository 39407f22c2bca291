import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { Actor, GroupReference, ListGroups, Page, RunContext, RunRequest } from '@rollcall/contracts';
import { isDuplicateKey, Outbox, pageOf, readPageCursor } from '@rollcall/messaging';
import { type ClientSession, type Connection, type Model, type QueryFilter } from 'mongoose';
import { FenceRepository } from '../users/fence.repository.js';
import { GroupClashDocument, GroupDocument, type GroupOrigin, newGroupId } from './groups.schema.js';

@Injectable()
export class GroupsRepository {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(GroupDocument.name) private readonly groups: Model<GroupDocument>,
    @InjectModel(GroupClashDocument.name) private readonly clashes: Model<GroupClashDocument>,
    private readonly fences: FenceRepository,
    private readonly outbox: Outbox,
  ) {}

  find(accountId: string, { provider, tenantId }: RunContext, externalId: string): Promise<GroupDocument | null> {
    return this.groups
      .findOne({
        accountId,
        'origin.provider': provider,
        'origin.tenantId': tenantId,
        'origin.externalId': externalId,
      })
      .lean<GroupDocument>();
  }

  get(accountId: string, groupId: string): Promise<GroupDocument | null> {
    return this.groups.findOne({ _id: groupId, accountId }).lean<GroupDocument>();
  }

  /** By name, which is unique but for upper and lower case. */
  async list({ accountId, search, cursor, limit = 50 }: ListGroups): Promise<Page<GroupDocument>> {
    const filter: QueryFilter<GroupDocument> = { accountId };
    if (search) filter.name = { $regex: RegExp.escape(search), $options: 'i' };
    if (cursor) {
      const [after] = readPageCursor(cursor, ['string']);
      filter.nameKey = { $gt: after };
    }
    const found = await this.groups
      .find(filter)
      .sort({ nameKey: 1 })
      .limit(limit + 1)
      .lean<GroupDocument[]>();
    return pageOf(found, limit, ({ nameKey }) => [nameKey]);
  }

  /** These groups, by their ids. */
  async named(accountId: string, groupIds: string[]): Promise<Map<string, GroupDocument>> {
    const found = await this.groups.find({ accountId, _id: { $in: groupIds } }).lean<GroupDocument[]>();
    return new Map(found.map((group) => [group._id, group]));
  }

  /** Makes the group that stands for a directory group, or renames it. False, and no group stored, if the name is taken. */
  async upsert({ accountId, run }: RunRequest, { id, name }: GroupReference): Promise<boolean> {
    const origin = { provider: run.provider, tenantId: run.tenantId, externalId: id };
    try {
      await this.write({ accountId, run }, async (session) => {
        const known = await this.find(accountId, run, id);
        if (known) {
          const set = known.namedHere ? {} : namedAs(name);
          await this.groups.updateOne(
            { _id: known._id, accountId },
            { $set: set, $unset: { detached: '' } },
            { session },
          );
        } else await this.insert(session, { accountId, ...namedAs(name), origin });
        await this.clashes.deleteOne({ accountId, ...pathsOf(origin) }, { session });
      });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Remembers that the name of a directory group is taken, for an administrator to decide. */
  async noteClash({ accountId, run }: RunRequest, { id, name }: GroupReference): Promise<void> {
    const origin = { provider: run.provider, tenantId: run.tenantId, externalId: id };
    await this.write({ accountId, run }, async (session) => {
      await this.clashes.updateOne(
        { accountId, ...pathsOf(origin) },
        { $set: { name }, $setOnInsert: { accountId, origin } },
        { session, upsert: true },
      );
    });
  }

  /** Lets be what the tenant's groups other than these stand for; answers how many were kept in step before. */
  async detachOthers({ accountId, run }: RunRequest, externalIds: string[]): Promise<number> {
    const { provider, tenantId } = run;
    const others = {
      accountId,
      'origin.provider': provider,
      'origin.tenantId': tenantId,
      'origin.externalId': { $nin: externalIds },
    };
    return await this.write({ accountId, run }, async (session) => {
      await this.clashes.deleteMany(others, { session });
      const kept = { ...others, detached: { $exists: false } };
      return (await this.groups.updateMany(kept, { $set: { detached: true } }, { session })).modifiedCount;
    });
  }

  async countOutsiders(session: ClientSession, { _id, accountId }: GroupDocument, outsiders: number): Promise<void> {
    await this.groups.updateOne({ _id, accountId }, { $set: { outsiders } }, { session });
  }

  listClashes(accountId: string): Promise<GroupClashDocument[]> {
    return this.clashes.find({ accountId }).sort({ name: 1 }).limit(clashesAtOnce).lean<GroupClashDocument[]>();
  }

  findClash(accountId: string, externalId: string): Promise<GroupClashDocument | null> {
    return this.clashes.findOne({ accountId, 'origin.externalId': externalId }).lean<GroupClashDocument>();
  }

  findNamed(accountId: string, names: string[]): Promise<GroupDocument[]> {
    const nameKey = { $in: names.map((name) => name.toLowerCase()) };
    return this.groups.find({ accountId, nameKey }).lean<GroupDocument[]>();
  }

  /** Ends a clash: the group follows the directory group from now on. False, and nothing stored, if it got another origin. */
  async link({ origin }: GroupClashDocument, group: GroupDocument, actor: Actor): Promise<boolean> {
    const { accountId, _id } = group;
    return await this.settle(
      { accountId, origin },
      { actor, action: 'Linked a group', target: group.name },
      async (session) => {
        const free = group.origin ? { origin: group.origin } : { origin: { $exists: false } };
        const set = { $set: { origin }, $unset: { detached: '', namedHere: '' } };
        return (await this.groups.updateOne({ _id, accountId, ...free }, set, { session })).matchedCount === 1;
      },
    );
  }

  /** Ends a clash by another name, of a new group or of the one it had. False, and nothing stored, if that is taken too. */
  async makeNamed({ accountId, origin }: GroupClashDocument, name: string, actor: Actor): Promise<boolean> {
    return await this.settle(
      { accountId, origin },
      { actor, action: 'Created a group', target: name },
      async (session) => {
        const named = { ...namedAs(name), namedHere: true as const };
        const known = { accountId, ...pathsOf(origin) };
        const { matchedCount } = await this.groups.updateOne(known, { $set: named }, { session });
        if (matchedCount === 0) await this.insert(session, { accountId, ...named, origin });
        return true;
      },
    );
  }

  private async settle(
    { accountId, origin }: Pick<GroupClashDocument, 'accountId' | 'origin'>,
    audit: { actor: Actor; action: string; target: string },
    work: (session: ClientSession) => Promise<boolean>,
  ): Promise<boolean> {
    try {
      const settled = await this.connection.transaction(async (session) => {
        if (!(await work(session))) return false;
        await this.clashes.deleteOne({ accountId, ...pathsOf(origin) }, { session });
        await this.outbox.add(session, 'audit.recorded', {
          accountId,
          ...audit,
          after: { externalId: origin.externalId },
        });
        return true;
      });
      this.outbox.flush();
      return settled;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  private async insert(session: ClientSession, group: Omit<GroupDocument, '_id'>): Promise<void> {
    await this.connection
      .collection<GroupDocument>('groups')
      .insertOne({ _id: newGroupId(), ...group }, { session, ignoreUndefined: true });
  }

  /** Runs a write of a run in a transaction, behind the account's fence. */
  async write<T>({ accountId, run }: RunRequest, work: (session: ClientSession) => Promise<T>): Promise<T> {
    return await this.connection.transaction(async (session) => {
      await this.fences.raise(session, accountId, run.fence);
      return await work(session);
    });
  }
}

/** More wait for a decision than anybody reads. */
const clashesAtOnce = 500;

const namedAs = (name: string) => ({ name, nameKey: name.toLowerCase() });

const pathsOf = ({ provider, tenantId, externalId }: GroupOrigin) => ({
  'origin.provider': provider,
  'origin.tenantId': tenantId,
  'origin.externalId': externalId,
});
