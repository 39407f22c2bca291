import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Invitation, InviteAgain, UserChanged } from '@rollcall/contracts';
import { RefusedError, RpcClient } from '@rollcall/messaging';
import { Environment } from '../environment.js';
import { DeliveriesRepository, type NewDelivery } from './deliveries.repository.js';
import type { DeliveryDocument } from './deliveries.schema.js';
import { SenderService } from './sender.service.js';

type Occasion = Pick<NewDelivery, 'accountId' | 'eventId'>;

/** Invites users who were created, and whoever is to be invited again. */
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
    const created = changes.filter(({ change, invite = true }) => change === 'created' && invite);
    const userIds = created.map(({ userId }) => userId);
    if (userIds.length === 0 || (await this.deliveries.existFor(eventId))) return;
    const { invitations } = await this.rpc.request('rpc.invitations.issue', { accountId, userIds });
    if (invitations.length === 0) return;
    const mails = invitations.map((invitation) => this.mailOf(invitation, { accountId, eventId }));
    await this.deliveries.store(mails);
    this.sender.nudge();
  }

  /** Because an administrator asks, so also somebody who was not to be invited. */
  async inviteAgain({ accountId, userId, actor }: InviteAgain): Promise<DeliveryDocument> {
    const { invitations } = await this.rpc.request('rpc.invitations.issue', {
      accountId,
      userIds: [userId],
      byHand: true,
    });
    const [invitation] = invitations;
    if (!invitation) {
      const message = 'Nobody to invite: the person is not Invited any more, has no address, or does not exist.';
      throw new RefusedError('not-invited', message);
    }
    const mail = this.mailOf(invitation, { accountId, eventId: randomUUID() });
    const stored = await this.deliveries.storeInvitation(mail, actor);
    this.sender.nudge();
    return stored;
  }

  private mailOf({ userId, name, email, token, expiresAt }: Invitation, of: Occasion): NewDelivery {
    const link = `${this.environment.PUBLIC_URL}/invitations/${encodeURIComponent(token)}`;
    return { ...of, userId, name, to: email, template: 'invitation', data: { expiresAt, link } };
  }
}
