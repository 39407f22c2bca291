import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { type Delivery, ListDeliveries, type Page, UserChanged } from '@rollcall/contracts';
import { Answers, Handles } from '@rollcall/messaging';
import { DeliveriesRepository } from './deliveries.repository.js';
import type { DeliveryDocument } from './deliveries.schema.js';
import { InvitationsService } from './invitations.service.js';

@Controller()
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly invitations: InvitationsService,
  ) {}

  @Handles('user.changed')
  userChanged(@Payload() event: UserChanged): Promise<void> {
    return this.invitations.invite(event);
  }

  @Answers('rpc.deliveries.list')
  async list(@Payload() request: ListDeliveries): Promise<Page<Delivery>> {
    const { items, next } = await this.deliveries.list(request);
    return { items: items.map(toDelivery), ...(next && { next }) };
  }
}

function toDelivery({ _id, createdAt, sentAt, ...document }: DeliveryDocument): Delivery {
  const { userId, to, template, state, attempts, lastError } = document;
  const times = { createdAt: createdAt.toISOString(), ...(sentAt && { sentAt: sentAt.toISOString() }) };
  return { id: _id, userId, to, template, state, attempts, ...(lastError && { lastError }), ...times };
}
