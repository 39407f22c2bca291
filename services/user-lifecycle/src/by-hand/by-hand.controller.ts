import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { User } from '@rollcall/contracts';
import { ActivateUser, ChangeUser, CreateUser, DeactivateUser, ExcludeUser, LinkUser } from '@rollcall/contracts';
import { Answers } from '@rollcall/messaging';
import { ByHandService } from './by-hand.service.js';

@Controller()
export class ByHandController {
  constructor(private readonly byHand: ByHandService) {}

  @Answers('rpc.users.create')
  create(@Payload() request: CreateUser): Promise<User> {
    return this.byHand.create(request);
  }

  @Answers('rpc.users.change')
  change(@Payload() request: ChangeUser): Promise<User> {
    return this.byHand.change(request);
  }

  @Answers('rpc.users.activate')
  activate(@Payload() request: ActivateUser): Promise<User> {
    return this.byHand.activate(request);
  }

  @Answers('rpc.users.deactivate')
  deactivate(@Payload() request: DeactivateUser): Promise<User> {
    return this.byHand.deactivate(request);
  }

  @Answers('rpc.users.exclude')
  exclude(@Payload() request: ExcludeUser): Promise<User> {
    return this.byHand.exclude(request);
  }

  @Answers('rpc.users.link')
  link(@Payload() request: LinkUser): Promise<User> {
    return this.byHand.link(request);
  }
}
