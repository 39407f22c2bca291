import { Injectable } from '@nestjs/common';
import { InjectConnection, InjectModel } from '@nestjs/mongoose';
import type { GroupReference, RunContext, RunRequest } from '@rollcall/contracts';
import { isDuplicateKey } from '@rollcall/messaging';
import { type ClientSession, type Connection, type Model } from 'mongoose';
import { FenceRepository } from '../users/fence.repository.js';
import { GroupDocument, newGroupId } from './groups.schema.js';

@Injectable()
export class GroupsRepository {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @InjectModel(GroupDocument.name) private readonly groups: Model<GroupDocument>,
    private readonly fences: FenceRepository,
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

  list(accountId: string, after: string | undefined, limit: number): Promise<GroupDocument[]> {
    return this.groups
      .find({ accountId, ...(after !== undefined && { _id: { $gt: after } }) })
      .sort({ _id: 1 })
      .limit(limit)
      .lean<GroupDocument[]>();
  }

  /** Makes the group that stands for a directory group, or renames it. False, and nothing stored, if the name is taken. */
  async upsert({ accountId, run }: RunRequest, { id, name }: GroupReference): Promise<boolean> {
    const named = { name, nameKey: name.toLowerCase() };
    try {
      await this.write({ accountId, run }, async (session) => {
        const known = await this.find(accountId, run, id);
        if (known) {
          await this.groups.updateOne({ _id: known._id, accountId }, { $set: named }, { session });
        } else {
          const origin = { provider: run.provider, tenantId: run.tenantId, externalId: id };
          await this.connection
            .collection<GroupDocument>('groups')
            .insertOne({ _id: newGroupId(), accountId, ...named, origin }, { session });
        }
      });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Runs a write of a run in a transaction, behind the account's fence. */
  async write<T>({ accountId, run }: RunRequest, work: (session: ClientSession) => Promise<T>): Promise<T> {
    return await this.connection.transaction(async (session) => {
      await this.fences.raise(session, accountId, run.fence);
      return await work(session);
    });
  }
}
