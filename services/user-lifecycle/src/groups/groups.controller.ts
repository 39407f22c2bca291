import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type {
  Group,
  GroupClash,
  GroupsUpserted,
  Member,
  MembersClosed,
  Page,
  UserGroup,
  UserInUse,
} from '@rollcall/contracts';
import {
  ApplyMembers,
  CloseMembers,
  DecideGroup,
  DescribeUse,
  DetachGroups,
  GetGroup,
  ListGroupClashes,
  ListGroups,
  ListGroupsOfUser,
  ListMembers,
  UpsertGroups,
} from '@rollcall/contracts';
import { Answers } from '@rollcall/messaging';
import { GroupsService } from './groups.service.js';

@Controller()
export class GroupsController {
  constructor(private readonly groups: GroupsService) {}

  @Answers('rpc.groups.upsert')
  upsert(@Payload() request: UpsertGroups): Promise<GroupsUpserted> {
    return this.groups.upsert(request);
  }

  @Answers('rpc.groups.detach')
  detach(@Payload() request: DetachGroups): Promise<{ detached: number }> {
    return this.groups.detach(request);
  }

  @Answers('rpc.groups.clashes')
  clashes(@Payload() request: ListGroupClashes): Promise<{ clashes: GroupClash[] }> {
    return this.groups.clashes(request);
  }

  @Answers('rpc.groups.decide')
  decide(@Payload() request: DecideGroup): Promise<Group> {
    return this.groups.decide(request);
  }

  @Answers('rpc.groups.apply-members')
  applyMembers(@Payload() request: ApplyMembers): Promise<{ members: number }> {
    return this.groups.applyMembers(request);
  }

  @Answers('rpc.groups.close-members')
  closeMembers(@Payload() request: CloseMembers): Promise<MembersClosed> {
    return this.groups.closeMembers(request);
  }

  @Answers('rpc.groups.list')
  list(@Payload() request: ListGroups): Promise<Page<Group>> {
    return this.groups.list(request);
  }

  @Answers('rpc.groups.get')
  get(@Payload() request: GetGroup): Promise<Group | null> {
    return this.groups.get(request);
  }

  @Answers('rpc.groups.members')
  members(@Payload() request: ListMembers): Promise<Page<Member>> {
    return this.groups.members(request);
  }

  @Answers('rpc.groups.of-user')
  ofUser(@Payload() request: ListGroupsOfUser): Promise<Page<UserGroup>> {
    return this.groups.ofUser(request);
  }

  @Answers('rpc.users.describe-use')
  describeUse(@Payload() request: DescribeUse): Promise<{ users: UserInUse[] }> {
    return this.groups.describeUse(request);
  }
}
