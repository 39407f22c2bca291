import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  type Delivery,
  InviteAgain,
  ListDeliveries,
  type Page,
  ResendDelivery,
  UserChanged,
} from '@rollcall/contracts';
import { Answers, Handles, RefusedError } from '@rollcall/messaging';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { DeliveryDocument } from './deliveries.schema.js';
import { InvitationsService } from './invitations.service.js';
import { SenderService } from './sender.service.js';

@Controller()
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly invitations: InvitationsService,
    private readonly sender: SenderService,
  ) {}

  @Handles('user.changed')
  userChanged(@Payload() event: UserChanged): Promise<void> {
    return this.invitations.invite(event);
  }

  @Answers('rpc.deliveries.invite')
  async invite(@Payload() request: InviteAgain): Promise<Delivery> {
    return toDelivery(await this.invitations.inviteAgain(request));
  }

  @Answers('rpc.deliveries.resend')
  async resend(@Payload() { accountId, actor, deliveryId }: ResendDelivery): Promise<Delivery> {
    const found = await this.deliveries.get(accountId, deliveryId);
    if (!found) throw new RefusedError('not-found', 'There is no such mail any more. The list shows those there are.');
    if (found.state !== 'failed') {
      throw new RefusedError('not-failed', 'Only a mail that failed can be sent again. This one is sent, or will be.');
    }
    if (found.template === 'invitation') {
      return this.invite({ accountId, userId: found.userId, ...(actor && { actor }) });
    }
    const queued = await this.deliveries.sendAgain(accountId, deliveryId, actor);
    if (!queued) throw new RefusedError('not-failed', 'This mail was sent again just now.');
    this.sender.nudge();
    return toDelivery(queued);
  }

  @Answers('rpc.deliveries.list')
  async list(@Payload() request: ListDeliveries): Promise<Page<Delivery>> {
    const { items, next } = await this.deliveries.list(request);
    return { items: items.map(toDelivery), ...(next && { next }) };
  }
}

function toDelivery({ _id, createdAt, nextAttemptAt, sentAt, ...document }: DeliveryDocument): Delivery {
  const { userId, to, template, subject, state, attempts, lastError } = document;
  const times = {
    createdAt: createdAt.toISOString(),
    ...(state === 'queued' && { nextAttemptAt: nextAttemptAt.toISOString() }),
    ...(sentAt && { sentAt: sentAt.toISOString() }),
  };
  return { id: _id, userId, to, template, subject, state, attempts, ...(lastError && { lastError }), ...times };
}
