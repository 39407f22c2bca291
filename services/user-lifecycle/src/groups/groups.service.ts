import { Injectable } from '@nestjs/common';
import type {
  ApplyMembers,
  CloseMembers,
  Contact,
  Group,
  GroupsUpserted,
  ListGroups,
  ListMembers,
  Page,
  RunRequest,
  UpsertGroups,
} from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';
import { UsersRepository } from '../users/users.repository.js';
import { GroupsRepository } from './groups.repository.js';
import { everyone, type GroupDocument } from './groups.schema.js';
import { MembershipsRepository } from './memberships.repository.js';

@Injectable()
export class GroupsService {
  constructor(
    private readonly groups: GroupsRepository,
    private readonly memberships: MembershipsRepository,
    private readonly users: UsersRepository,
  ) {}

  async upsert(request: UpsertGroups): Promise<GroupsUpserted> {
    const clashes: string[] = [];
    for (const group of request.groups) {
      const mayHaveName = group.name.toLowerCase() !== everyone;
      if (!mayHaveName || !(await this.groups.upsert(request, group))) clashes.push(group.id);
    }
    return { clashes };
  }

  /** Puts those of the members who are Kissflow users into the group, and answers how many they are. */
  async applyMembers(request: ApplyMembers): Promise<{ members: number }> {
    const { accountId, run, externalIds } = request;
    const group = await this.findOrRefuse(request, request.groupId);
    const users = await this.users.findByExternalIds(accountId, run, externalIds);
    const members = users.map(({ _id }) => ({ accountId, groupId: group._id, userId: _id, seenBy: run.runId }));
    await this.groups.write(request, (session) => this.memberships.put(session, members));
    return { members: members.length };
  }

  async closeMembers(request: CloseMembers): Promise<{ left: number }> {
    const group = await this.findOrRefuse(request, request.groupId);
    const { runId } = request.run;
    const left = await this.groups.write(request, (session) => this.memberships.takeOutUnseen(session, group, runId));
    return { left };
  }

  async list({ accountId, cursor, limit = 50 }: ListGroups): Promise<Page<Group>> {
    const found = await this.groups.list(accountId, cursor, limit + 1);
    const counts = await this.memberships.count(
      accountId,
      found.map(({ _id }) => _id),
    );
    const items = found.slice(0, limit).map((group) => toGroup(group, counts.get(group._id) ?? 0));
    return { items, ...(found.length > limit && { next: items.at(-1)?.groupId }) };
  }

  async members({ accountId, groupId, cursor, limit = 50 }: ListMembers): Promise<Page<Contact>> {
    const group = await this.groups.get(accountId, groupId);
    if (!group) throw noSuchGroup();
    const ids = await this.memberships.list(group, cursor, limit + 1);
    const items = await this.users.contacts({ accountId, userIds: ids.slice(0, limit) });
    return { items, ...(ids.length > limit && { next: ids[limit - 1] }) };
  }

  private async findOrRefuse({ accountId, run }: RunRequest, externalId: string): Promise<GroupDocument> {
    const group = await this.groups.find(accountId, run, externalId);
    if (!group) throw noSuchGroup();
    return group;
  }
}

const noSuchGroup = (): RefusedError => new RefusedError('not-found', 'There is no such group.');

function toGroup({ _id, name, origin }: GroupDocument, members: number): Group {
  return { groupId: _id, name, members, provider: origin?.provider, externalId: origin?.externalId };
}
