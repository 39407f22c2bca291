import { Injectable } from '@nestjs/common';
import type {
  ApplyMembers,
  CloseMembers,
  DecideGroup,
  DescribeUse,
  DetachGroups,
  GetGroup,
  Group,
  GroupClash,
  GroupsUpserted,
  ListGroupClashes,
  ListGroups,
  ListGroupsOfUser,
  ListMembers,
  Member,
  MembersClosed,
  Page,
  RunRequest,
  UpsertGroups,
  UserGroup,
  UserInUse,
} from '@rollcall/contracts';
import { InvalidMessageError, RefusedError } from '@rollcall/messaging';
import { EmailsRepository } from '../emails/emails.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import { GroupsRepository } from './groups.repository.js';
import { everyone, type GroupDocument, type GroupOrigin } from './groups.schema.js';
import { MembershipsRepository } from './memberships.repository.js';

@Injectable()
export class GroupsService {
  constructor(
    private readonly groups: GroupsRepository,
    private readonly memberships: MembershipsRepository,
    private readonly users: UsersRepository,
    private readonly emails: EmailsRepository,
  ) {}

  async upsert(request: UpsertGroups): Promise<GroupsUpserted> {
    const clashes: string[] = [];
    for (const group of request.groups) {
      const mayHaveName = group.name.toLowerCase() !== everyone;
      if (mayHaveName && (await this.groups.upsert(request, group))) continue;
      // Under another name, chosen here, it may have its own all the same.
      if (!mayHaveName && (await this.isNamedHere(request, group.id))) continue;
      await this.groups.noteClash(request, group);
      clashes.push(group.id);
    }
    return { clashes };
  }

  /** Puts those of the members who are Kissflow users into the group, and answers how many they are. */
  async applyMembers(request: ApplyMembers): Promise<{ members: number }> {
    const { accountId, run, externalIds } = request;
    const group = await this.findOrRefuse(request, request.groupId);
    const users = await this.users.findByExternalIds(accountId, run, externalIds);
    const members = users.map(({ _id }) => ({ accountId, groupId: group._id, userId: _id, seenBy: run.runId }));
    await this.groups.write(request, async (session) => {
      await this.memberships.put(session, members);
      await this.emails.noteGroup(session, { accountId, runId: run.runId }, externalIds, group._id);
    });
    return { members: members.length };
  }

  async closeMembers(request: CloseMembers): Promise<MembersClosed> {
    const { listed, run, whole } = request;
    const group = await this.findOrRefuse(request, request.groupId);
    let left = 0;
    if (whole) {
      for await (const part of this.memberships.unseen(group, run.runId)) {
        left += await this.groups.write(request, (session) => this.memberships.takeOut(session, part));
      }
    }
    if (listed !== undefined) {
      await this.groups.write(request, async (session) => {
        const members = await this.memberships.countIn(session, group);
        await this.groups.countOutsiders(session, group, Math.max(0, listed - members));
      });
    }
    return { left, kept: whole ? 0 : await this.memberships.countUnseen(group, run.runId) };
  }

  async detach(request: DetachGroups): Promise<{ detached: number }> {
    return { detached: await this.groups.detachOthers(request, request.keep) };
  }

  async clashes({ accountId }: ListGroupClashes): Promise<{ clashes: GroupClash[] }> {
    const found = await this.groups.listClashes(accountId);
    const named = await this.groups.findNamed(
      accountId,
      found.map(({ name }) => name),
    );
    const holders = new Map(named.map((group) => [group.nameKey, group]));
    const clashes = found.map(({ origin, name }) => {
      const holder = holders.get(name.toLowerCase());
      return { externalId: origin.externalId, name, ...(holder && mayLink(holder, origin) && { groupId: holder._id }) };
    });
    return { clashes };
  }

  async decide({ accountId, actor, externalId, name }: DecideGroup): Promise<Group> {
    if (!actor) throw new InvalidMessageError('actor is missing: somebody decides');
    const clash = await this.groups.findClash(accountId, externalId);
    if (!clash) throw new RefusedError('not-found', 'No such group waits for a decision. Look at the list again.');
    const chosen = (name ?? clash.name).trim();
    if (name !== undefined) {
      const isFree = chosen !== '' && chosen.toLowerCase() !== everyone;
      if (!isFree || !(await this.groups.makeNamed(clash, chosen, actor))) throw nameTaken(chosen);
    } else {
      const [holder] = await this.groups.findNamed(accountId, [clash.name]);
      if (!holder || !mayLink(holder, clash.origin) || !(await this.groups.link(clash, holder, actor))) {
        const message = `The group ${clash.name} can't be linked: it stands for another directory group. Choose another name.`;
        throw new RefusedError('already-linked', message);
      }
    }
    const [group] = await this.groups.findNamed(accountId, [chosen]);
    if (!group) throw noSuchGroup();
    return toGroup(group, (await this.memberships.count(accountId, [group._id])).get(group._id) ?? 0);
  }

  private async isNamedHere(request: UpsertGroups, externalId: string): Promise<boolean> {
    const known = await this.groups.find(request.accountId, request.run, externalId);
    return known?.namedHere === true && (await this.groups.upsert(request, { id: externalId, name: known.name }));
  }

  async list(request: ListGroups): Promise<Page<Group>> {
    const { items, next } = await this.groups.list(request);
    const ids = items.map(({ _id }) => _id);
    const counts = await this.memberships.count(request.accountId, ids);
    return {
      items: items.map((group) => toGroup(group, counts.get(group._id) ?? 0)),
      ...(next !== undefined && { next }),
    };
  }

  async get({ accountId, groupId }: GetGroup): Promise<Group | null> {
    const group = await this.groups.get(accountId, groupId);
    if (!group) return null;
    return toGroup(group, (await this.memberships.count(accountId, [groupId])).get(groupId) ?? 0);
  }

  async members({ accountId, groupId, cursor, limit = 50 }: ListMembers): Promise<Page<Member>> {
    const group = await this.groups.get(accountId, groupId);
    if (!group) throw noSuchGroup();
    const ids = await this.memberships.list(group, cursor, limit + 1);
    const users = await this.users.named(accountId, ids.slice(0, limit));
    const items = inOrder(ids, users).map(({ _id, name, email, status }) => ({ userId: _id, name, email, status }));
    return { items, ...(ids.length > limit && { next: ids[limit - 1] }) };
  }

  async ofUser({ accountId, userId, cursor, limit = 50 }: ListGroupsOfUser): Promise<Page<UserGroup>> {
    const ids = await this.memberships.groupsOf(accountId, userId, cursor, limit + 1);
    const groups = await this.groups.named(accountId, ids.slice(0, limit));
    return { items: inOrder(ids, groups).map(toUserGroup), ...(ids.length > limit && { next: ids[limit - 1] }) };
  }

  async describeUse({ accountId, userIds }: DescribeUse): Promise<{ users: UserInUse[] }> {
    const [users, groupsOf] = await Promise.all([
      this.users.named(accountId, userIds),
      this.memberships.firstGroups(accountId, userIds, groupsNamed),
    ]);
    const groups = await this.groups.named(accountId, [
      ...new Set([...groupsOf.values()].flatMap(({ groupIds }) => groupIds)),
    ]);
    const described = [...users.values()].map(({ _id, lastSignInAt }) => {
      const { groupIds, groupCount } = groupsOf.get(_id) ?? { groupIds: [], groupCount: 0 };
      return {
        userId: _id,
        ...(lastSignInAt && { lastSignInAt: lastSignInAt.toISOString() }),
        groups: inOrder(groupIds, groups).map((group) => ({ groupId: group._id, name: group.name })),
        groupCount,
      };
    });
    return { users: described };
  }

  private async findOrRefuse({ accountId, run }: RunRequest, externalId: string): Promise<GroupDocument> {
    const group = await this.groups.find(accountId, run, externalId);
    if (!group) throw noSuchGroup();
    return group;
  }
}

/** Groups named where people are described: more tell an administrator nothing new. */
const groupsNamed = 3;

/** What was found of these ids, in their order. */
const inOrder = <Found>(ids: readonly string[], found: ReadonlyMap<string, Found>): Found[] =>
  ids.flatMap((id) => found.get(id) ?? []);

/** Not from another directory group of the same tenant, which would lose it. */
const mayLink = ({ origin }: GroupDocument, { provider, tenantId }: GroupOrigin): boolean =>
  origin?.provider !== provider || origin.tenantId !== tenantId;

const nameTaken = (name: string): RefusedError =>
  new RefusedError('name-taken', `There is a group ${name} already, or nobody may have the name. Choose another one.`);

const noSuchGroup = (): RefusedError => new RefusedError('not-found', 'There is no such group.');

function toUserGroup({ _id, name, origin, detached }: GroupDocument): UserGroup {
  return {
    groupId: _id,
    name,
    provider: origin?.provider,
    externalId: origin?.externalId,
    ...(detached && { detached }),
  };
}

function toGroup(group: GroupDocument, members: number): Group {
  const { outsiders } = group;
  return { ...toUserGroup(group), members, ...(outsiders !== undefined && { outsiders }) };
}
