import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { Contact, Group, GroupClash, GroupsUpserted, Page } from '@rollcall/contracts';
import {
  ApplyMembers,
  CloseMembers,
  DecideGroup,
  DetachGroups,
  ListGroupClashes,
  ListGroups,
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
  closeMembers(@Payload() request: CloseMembers): Promise<{ left: number }> {
    return this.groups.closeMembers(request);
  }

  @Answers('rpc.groups.list')
  list(@Payload() request: ListGroups): Promise<Page<Group>> {
    return this.groups.list(request);
  }

  @Answers('rpc.groups.members')
  members(@Payload() request: ListMembers): Promise<Page<Contact>> {
    return this.groups.members(request);
  }
}
