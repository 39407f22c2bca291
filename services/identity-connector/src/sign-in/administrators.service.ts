import { Injectable } from '@nestjs/common';
import { RefusedError } from '@rollcall/messaging';
import { type GraphCall, GraphClient, type GraphPage, GraphRefusal, recordOf } from '../microsoft/graph.client.js';
import type { SignedInPerson } from './verify-id-token.js';

/** Who may consent to Graph's application permissions: https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent */
const consenting = new Set([
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
  'e8611ab8-c189-46e8-94e1-60213ab1f814', // Privileged Role Administrator
]);

const ROLES = '/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=id,roleTemplateId&$top=999&$count=true';

/**
 * Decides who may connect a tenant. Entra does not decide it for us: the redirect that ends a consent can be written by
 * anybody, and where the tenant has consented before, its proof would succeed.
 */
@Injectable()
export class AdministratorsService {
  constructor(private readonly graph: GraphClient) {}

  /** @throws RefusedError `not-administrator`, or `server-setting` if Microsoft does not tell */
  async require(person: SignedInPerson, personalToken: string): Promise<void> {
    const roles = person.roles ?? (await this.askForRoles(person, personalToken));
    if (roles.some((role) => consenting.has(role))) return;
    throw new RefusedError(
      'not-administrator',
      `${person.userPrincipalName} is not an administrator who can consent for the organization. Start again with a Global Administrator or a Privileged Role Administrator.`,
    );
  }

  /** The token need not tell roles; whether it does is a setting of the registration. */
  private async askForRoles({ tenantId }: SignedInPerson, personalToken: string): Promise<string[]> {
    const { value } = await this.readRoles({ tenantId, priority: 'high', personalToken });
    const roles = value.map((role) => recordOf(role).roleTemplateId).filter((id) => typeof id === 'string');
    // With little permission Graph may show that there is a role and not which.
    if (roles.length < value.length && !roles.some((role) => consenting.has(role))) throw notTold();
    return roles;
  }

  private async readRoles(call: GraphCall): Promise<GraphPage> {
    try {
      return await this.graph.page(call, ROLES);
    } catch (error) {
      if (error instanceof GraphRefusal) throw notTold();
      throw error;
    }
  }
}

function notTold(): RefusedError {
  const words =
    'Microsoft does not tell Rollcall whether you are an administrator. Ask whoever runs Rollcall to set groupMembershipClaims to DirectoryRole in its app registration, then start again.';
  return new RefusedError('server-setting', words);
}
