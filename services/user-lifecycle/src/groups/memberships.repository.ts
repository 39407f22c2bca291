import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { inParts } from '@rollcall/messaging';
import type { ClientSession, Model, QueryFilter } from 'mongoose';
import type { GroupDocument } from './groups.schema.js';
import { MembershipDocument } from './memberships.schema.js';

type Group = Pick<GroupDocument, '_id' | 'accountId'>;

interface FirstGroups {
  groupIds: string[];
  groupCount: number;
}

@Injectable()
export class MembershipsRepository {
  constructor(@InjectModel(MembershipDocument.name) private readonly memberships: Model<MembershipDocument>) {}

  /** Puts users into a group, or marks those who are in it as seen by this run. */
  async put(session: ClientSession, members: MembershipDocument[]): Promise<void> {
    const operations = members.map(({ seenBy, ...member }) => ({
      updateOne: { filter: member, update: { $set: { seenBy } }, upsert: true },
    }));
    if (operations.length > 0) await this.memberships.collection.bulkWrite(operations, { session, ordered: false });
  }

  /** The members whom this run did not see, part by part. */
  unseen(group: Group, runId: string): AsyncGenerator<QueryFilter<MembershipDocument>> {
    return inParts(this.memberships, unseenBy(runId, group), 'userId');
  }

  countUnseen(group: Group, runId: string): Promise<number> {
    return this.memberships.countDocuments(unseenBy(runId, group)).exec();
  }

  /** Answers how many were taken out. */
  async takeOut(session: ClientSession, part: QueryFilter<MembershipDocument>): Promise<number> {
    return (await this.memberships.deleteMany(part, { session })).deletedCount;
  }

  countIn(session: ClientSession, { accountId, _id: groupId }: Group): Promise<number> {
    return this.memberships.countDocuments({ accountId, groupId }).session(session).exec();
  }

  async removeUsers(session: ClientSession, accountId: string, userIds: string[]): Promise<void> {
    await this.memberships.deleteMany({ accountId, userId: { $in: userIds } }, { session });
  }

  async count(accountId: string, groupIds: string[]): Promise<Map<string, number>> {
    const counts = await this.memberships.aggregate<{ _id: string; members: number }>([
      { $match: { accountId, groupId: { $in: groupIds } } },
      { $group: { _id: '$groupId', members: { $sum: 1 } } },
    ]);
    return new Map(counts.map(({ _id, members }) => [_id, members]));
  }

  /** Ids of a group's members in their order, those after `after`. */
  async list({ accountId, _id: groupId }: Group, after: string | undefined, limit: number): Promise<string[]> {
    const found = await this.memberships
      .find({ accountId, groupId, ...(after !== undefined && { userId: { $gt: after } }) }, { userId: 1 })
      .sort({ userId: 1 })
      .limit(limit)
      .lean();
    return found.map(({ userId }) => userId);
  }

  /** Ids of the groups a user is in, in their order, those after `after`. */
  async groupsOf(accountId: string, userId: string, after: string | undefined, limit: number): Promise<string[]> {
    const found = await this.memberships
      .find({ accountId, userId, ...(after !== undefined && { groupId: { $gt: after } }) }, { groupId: 1 })
      .sort({ groupId: 1 })
      .limit(limit)
      .lean();
    return found.map(({ groupId }) => groupId);
  }

  /** Of each user who is in any: the ids of their first groups, and how many there are. */
  async firstGroups(accountId: string, userIds: string[], first: number): Promise<Map<string, FirstGroups>> {
    const found = await this.memberships.aggregate<FirstGroups & { _id: string }>([
      { $match: { accountId, userId: { $in: userIds } } },
      { $sort: { userId: 1, groupId: 1 } },
      {
        $group: { _id: '$userId', groupIds: { $firstN: { input: '$groupId', n: first } }, groupCount: { $sum: 1 } },
      },
    ]);
    return new Map(found.map(({ _id, ...groups }) => [_id, groups]));
  }
}

const unseenBy = (runId: string, { accountId, _id: groupId }: Group): QueryFilter<MembershipDocument> => ({
  accountId,
  groupId,
  seenBy: { $ne: runId },
});
