import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EmailChange, EmailChangesCounted, EmailHolders, Page } from '@rollcall/contracts';
import {
  CloseEmails,
  CountEmailChanges,
  DecideEmailChanges,
  ListEmailChanges,
  ListEmailHolders,
  SettleEmails,
} from '@rollcall/contracts';
import { Answers } from '@rollcall/messaging';
import { EmailsService } from './emails.service.js';

@Controller()
export class EmailsController {
  constructor(private readonly emails: EmailsService) {}

  @Answers('rpc.users.count-email-changes')
  count(@Payload() request: CountEmailChanges): Promise<EmailChangesCounted> {
    return this.emails.count(request);
  }

  @Answers('rpc.users.email-holders')
  holders(@Payload() request: ListEmailHolders): Promise<EmailHolders> {
    return this.emails.holders(request);
  }

  @Answers('rpc.users.settle-emails')
  settle(@Payload() request: SettleEmails): Promise<{ settled: number }> {
    return this.emails.settle(request);
  }

  @Answers('rpc.users.close-emails')
  close(@Payload() request: CloseEmails): Promise<{ held: number }> {
    return this.emails.close(request);
  }

  @Answers('rpc.email-changes.list')
  list(@Payload() request: ListEmailChanges): Promise<Page<EmailChange> & { asOf?: string }> {
    return this.emails.list(request);
  }

  @Answers('rpc.email-changes.decide')
  decide(@Payload() request: DecideEmailChanges): Promise<{ people: number }> {
    return this.emails.decide(request);
  }
}
