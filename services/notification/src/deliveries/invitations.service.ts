import { Injectable } from '@nestjs/common';
import type { UserChanged } from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { Environment } from '../environment.js';
import { DeliveriesRepository, type NewDelivery } from './deliveries.repository.js';
import { SenderService } from './sender.service.js';

/** Invites users who were created. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly rpc: RpcClient,
    private readonly deliveries: DeliveriesRepository,
    private readonly sender: SenderService,
    private readonly environment: Environment,
  ) {}

  /** Once per event. After a crash between issue and store further tokens are issued; those before nobody was sent. */
  async invite({ accountId, eventId, changes }: UserChanged): Promise<void> {
    const userIds = changes.filter(({ change }) => change === 'created').map(({ userId }) => userId);
    if (userIds.length === 0 || (await this.deliveries.existFor(eventId))) return;
    const { invitations } = await this.rpc.request('rpc.invitations.issue', { accountId, userIds });
    if (invitations.length === 0) return;
    const mails = invitations.map(({ userId, name, email, token, expiresAt }): NewDelivery => {
      const link = `${this.environment.PUBLIC_URL}/invitations/${encodeURIComponent(token)}`;
      return { accountId, eventId, userId, name, to: email, template: 'invitation', data: { expiresAt, link } };
    });
    await this.deliveries.store(mails);
    this.sender.nudge();
  }
}
