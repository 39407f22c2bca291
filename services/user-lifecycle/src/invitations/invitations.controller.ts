import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { Invitation, User } from '@rollcall/contracts';
import { AcceptInvitation, IssueInvitations } from '@rollcall/contracts';
import { Answers } from '@rollcall/messaging';
import { InvitationsService } from './invitations.service.js';

@Controller()
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Answers('rpc.invitations.issue')
  issue(@Payload() request: IssueInvitations): Promise<{ invitations: Invitation[] }> {
    return this.invitations.issue(request);
  }

  @Answers('rpc.invitations.accept')
  accept(@Payload() request: AcceptInvitation): Promise<User> {
    return this.invitations.accept(request);
  }
}
