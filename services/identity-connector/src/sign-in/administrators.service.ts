import { Injectable } from '@nestjs/common';
import { RefusedError } from '@rollcall/messaging';
import { GraphClient, GraphRefusal, recordOf } from '../microsoft/graph.client.js';
import type { SignedInPerson } from './verify-id-token.js';

/** Who may consent to Graph's application permissions: https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent */
const consenting = new Set([
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
  'e8611ab8-c189-46e8-94e1-60213ab1f814', // Privileged Role Administrator
]);

const ROLES = '/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=id,roleTemplateId&$top=999&$count=true';

/** Tells early and in friendly words what Entra would refuse later. */
@Injectable()
export class AdministratorsService {
  constructor(private readonly graph: GraphClient) {}

  /** @throws RefusedError `not-administrator` */
  async require(person: SignedInPerson, personalToken: string): Promise<void> {
    const isAdministrator = person.roles
      ? person.roles.some((role) => consenting.has(role))
      : await this.hasRole(person, personalToken);
    if (isAdministrator) return;
    throw new RefusedError(
      'not-administrator',
      `${person.userPrincipalName} is not an administrator who can consent for the organization. Start again with a Global Administrator or a Privileged Role Administrator.`,
    );
  }

  /** The token need not tell roles; whether it does is a setting of the registration. */
  private async hasRole({ tenantId }: SignedInPerson, personalToken: string): Promise<boolean> {
    try {
      const { value } = await this.graph.page({ tenantId, priority: 'high', personalToken }, ROLES);
      // With little permission Graph may show that there is a role and not which, or show nothing: then Entra's own
      // check at the consent has to do.
      return value.some((role) => {
        const { roleTemplateId } = recordOf(role);
        return typeof roleTemplateId !== 'string' || consenting.has(roleTemplateId);
      });
    } catch (error) {
      if (error instanceof GraphRefusal) return true;
      throw error;
    }
  }
}
