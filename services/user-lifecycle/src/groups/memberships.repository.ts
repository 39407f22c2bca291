import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { MembershipDocument } from './memberships.schema.js';

@Injectable()
export class MembershipsRepository {
  constructor(@InjectModel(MembershipDocument.name) private readonly memberships: Model<MembershipDocument>) {}

  /** Puts users into a group, or marks those who are in it as seen by this run. */
  async put(session: ClientSession, members: MembershipDocument[]): Promise<void> {
    const operations = members.map(({ groupId, userId, ...rest }) => ({
      updateOne: { filter: { groupId, userId }, update: { $set: rest }, upsert: true },
    }));
    if (operations.length > 0) await this.memberships.collection.bulkWrite(operations, { session, ordered: false });
  }

  /** Takes out the members whom this run did not see; answers how many. */
  async takeOutUnseen(session: ClientSession, groupId: string, runId: string): Promise<number> {
    const { deletedCount } = await this.memberships.deleteMany({ groupId, seenBy: { $ne: runId } }, { session });
    return deletedCount;
  }

  async removeUsers(session: ClientSession, accountId: string, userIds: string[]): Promise<void> {
    await this.memberships.deleteMany({ accountId, userId: { $in: userIds } }, { session });
  }

  async count(groupIds: string[]): Promise<Map<string, number>> {
    const counts = await this.memberships.aggregate<{ _id: string; members: number }>([
      { $match: { groupId: { $in: groupIds } } },
      { $group: { _id: '$groupId', members: { $sum: 1 } } },
    ]);
    return new Map(counts.map(({ _id, members }) => [_id, members]));
  }

  /** Ids of a group's members in their order, those after `after`. */
  async list(groupId: string, after: string | undefined, limit: number): Promise<string[]> {
    const found = await this.memberships
      .find({ groupId, ...(after !== undefined && { userId: { $gt: after } }) }, { userId: 1 })
      .sort({ userId: 1 })
      .limit(limit)
      .lean();
    return found.map(({ userId }) => userId);
  }
}
