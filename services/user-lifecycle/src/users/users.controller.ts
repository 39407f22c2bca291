import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { AbsentUsers, Contact, Page, PageApplied, RemovableUser, SyncedPerson, User } from '@rollcall/contracts';
import {
  ApplyPage,
  CountSynced,
  CountUnresolved,
  FindSynced,
  GetContacts,
  GetUser,
  HoldUsers,
  ListAbsent,
  ListUsers,
  PrepareRemovals,
  RegisterUser,
  RemoveUsers,
  RunRequest,
} from '@rollcall/contracts';
import { Answers } from '@rollcall/messaging';
import { ReferencesService } from './references.service.js';
import { UsersService } from './users.service.js';

@Controller()
export class UsersController {
  constructor(
    private readonly users: UsersService,
    private readonly references: ReferencesService,
  ) {}

  @Answers('rpc.users.apply')
  apply(@Payload() request: ApplyPage): Promise<PageApplied> {
    return this.users.apply(request);
  }

  @Answers('rpc.users.absent')
  absent(@Payload() request: ListAbsent): Promise<AbsentUsers> {
    return this.users.absent(request);
  }

  @Answers('rpc.users.prepare-removals')
  prepareRemovals(@Payload() request: PrepareRemovals): Promise<{ removable: RemovableUser[] }> {
    return this.users.prepareRemovals(request);
  }

  @Answers('rpc.users.hold')
  hold(@Payload() request: HoldUsers): Promise<{ held: RemovableUser[] }> {
    return this.users.hold(request);
  }

  @Answers('rpc.users.end-preview')
  endPreview(@Payload() request: RunRequest): Promise<{ ended: true }> {
    return this.users.endPreview(request);
  }

  @Answers('rpc.users.count-synced')
  countSynced(@Payload() request: CountSynced): Promise<{ users: number }> {
    return this.users.countSynced(request);
  }

  @Answers('rpc.users.remove')
  remove(@Payload() request: RemoveUsers): Promise<{ removed: number }> {
    return this.users.remove(request);
  }

  @Answers('rpc.users.count-unresolved')
  countUnresolved(@Payload() request: CountUnresolved): Promise<{ people: Record<string, number> }> {
    return this.references.countUnresolved(request);
  }

  @Answers('rpc.users.list')
  list(@Payload() request: ListUsers): Promise<Page<User>> {
    return this.users.list(request);
  }

  @Answers('rpc.users.find-synced')
  findSynced(@Payload() request: FindSynced): Promise<SyncedPerson> {
    return this.users.findSynced(request);
  }

  @Answers('rpc.users.get')
  get(@Payload() request: GetUser): Promise<User | null> {
    return this.users.get(request);
  }

  @Answers('rpc.users.register')
  register(@Payload() request: RegisterUser): Promise<User> {
    return this.users.register(request);
  }

  @Answers('rpc.users.contacts')
  contacts(@Payload() request: GetContacts): Promise<{ contacts: Contact[] }> {
    return this.users.contacts(request);
  }
}
