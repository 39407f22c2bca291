import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AcceptInvitation, Invitation, IssueInvitations, User } from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';
import { UsersRepository } from '../users/users.repository.js';
import { toUser } from '../users/users.service.js';
import { hashToken } from './hash-token.js';
import { InvitationsRepository } from './invitations.repository.js';

const days14 = 14 * 24 * 60 * 60 * 1_000;

@Injectable()
export class InvitationsService {
  constructor(
    private readonly invitations: InvitationsRepository,
    private readonly users: UsersRepository,
  ) {}

  /**
   * A repeat makes further tokens and voids none: one that comes late, of a caller who was taken for dead, must not spoil
   * the link that was sent meanwhile. Those that nobody was sent nobody can guess.
   */
  async issue({ accountId, userIds, byHand = false }: IssueInvitations): Promise<{ invitations: Invitation[] }> {
    const expiresAt = new Date(Date.now() + days14);
    const invited = await this.users.findToInvite(accountId, userIds, byHand);
    const issued = invited.map((contact) => ({ ...contact, token: randomBytes(32).toString('base64url') }));
    await this.invitations.add(
      issued.map(({ userId, token }) => ({ accountId, userId, tokenHash: hashToken(token), expiresAt })),
    );
    return { invitations: issued.map((each) => ({ ...each, expiresAt: expiresAt.toISOString() })) };
  }

  /** Makes an invited user Active. Accepting again answers the same. */
  async accept({ token }: AcceptInvitation): Promise<User> {
    const invitation = await this.invitations.find(hashToken(token));
    if (!invitation) throw new RefusedError('invitation-invalid', 'This invitation is not valid. Ask for a new one.');
    if (invitation.expiresAt.getTime() < Date.now()) {
      throw new RefusedError('invitation-expired', 'This invitation has expired. Ask for a new one.');
    }
    const user = await this.users.accept(invitation.accountId, invitation.userId);
    if (!user) throw new RefusedError('invitation-invalid', 'This user was deactivated or deleted meanwhile.');
    return toUser(user);
  }
}
