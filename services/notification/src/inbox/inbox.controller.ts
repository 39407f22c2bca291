import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { type InboxNotice, ListInbox, type Page, ReadInbox, RemovalsHeld, SyncFailed } from '@rollcall/contracts';
import { Answers, Handles } from '@rollcall/messaging';
import { InboxService } from './inbox.service.js';

@Controller()
export class InboxController {
  constructor(private readonly inbox: InboxService) {}

  @Handles('sync.failed')
  syncFailed(@Payload() event: SyncFailed): Promise<void> {
    return this.inbox.tellOfFailure(event);
  }

  @Handles('removals.held')
  removalsHeld(@Payload() event: RemovalsHeld): Promise<void> {
    return this.inbox.tellOfHeld(event);
  }

  @Answers('rpc.inbox.list')
  list(@Payload() request: ListInbox): Promise<Page<InboxNotice> & { unread: number }> {
    return this.inbox.list(request);
  }

  @Answers('rpc.inbox.read')
  read(@Payload() request: ReadInbox): Promise<{ unread: number }> {
    return this.inbox.read(request);
  }
}
