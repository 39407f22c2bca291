import { Injectable } from '@nestjs/common';
import type {
  ConfirmTenant,
  Connection,
  DirectoryRequest,
  PendingTenant,
  RejectTenant,
  RemoveConnection,
} from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';
import { EntraClient } from '../microsoft/entra.client.js';
import { ConnectionsRepository, type VerifiedTenant } from './connections.repository.js';
import type { ConnectionDocument, Link, PendingLink } from './connections.schema.js';
import { ProbeService } from './probe.service.js';

@Injectable()
export class ConnectionsService {
  constructor(
    private readonly connections: ConnectionsRepository,
    private readonly prober: ProbeService,
    private readonly entra: EntraClient,
  ) {}

  async get(accountId: string): Promise<Connection | null> {
    const known = await this.connections.find(accountId);
    return known?.link ? this.shown(known) : null;
  }

  async remove({ accountId, actor }: RemoveConnection): Promise<{ removed: boolean }> {
    return { removed: await this.connections.remove(accountId, actor) };
  }

  /** Another tenant than the connected one waits beside it until somebody confirms it. */
  async verify(proved: VerifiedTenant): Promise<Connection> {
    return this.shown(await this.connections.store(proved));
  }

  /** @throws RefusedError `connection-changed`, or `connection-lost` if the tenant lets Rollcall in no more */
  async confirm({ accountId, tenantId, actor }: ConfirmTenant): Promise<Connection> {
    const known = await this.connections.find(accountId);
    if (known?.pending?.tenantId !== tenantId) throw notPending();
    // It may have waited for days.
    const proved = await this.prober.probe(tenantId);
    return this.shown(await this.connections.confirm(accountId, proved, actor));
  }

  /** @throws RefusedError `connection-changed` */
  async reject({ accountId, tenantId, actor }: RejectTenant): Promise<Connection> {
    return this.shown(await this.connections.reject(accountId, tenantId, actor));
  }

  /** @throws RefusedError if the account isn't connected to this tenant, has lost it, or is by another connection now */
  async require({ accountId, connectionId, tenantId }: DirectoryRequest): Promise<Link> {
    const { link, lost } = (await this.connections.find(accountId)) ?? {};
    if (!link) {
      throw new RefusedError('not-connected', 'No Azure AD tenant is connected. Sign in to Azure AD first.');
    }
    if (link.connectionId !== connectionId || link.tenantId !== tenantId) {
      throw new RefusedError('connection-changed', 'The connection to Azure AD is another one by now. Start again.');
    }
    if (lost) throw new RefusedError('connection-lost', lost.message);
    return link;
  }

  private shown(document: ConnectionDocument | undefined): Connection {
    if (!document?.link) throw notPending();
    const expiresAt = this.entra.credentialsExpireAt?.toISOString();
    return { ...toConnection(document, document.link), ...(expiresAt && { credentialExpiresAt: expiresAt }) };
  }
}

function notPending(): RefusedError {
  const words = 'This organization does not wait for a decision any more. Reload to see what is connected.';
  return new RefusedError('connection-changed', words);
}

function toConnection({ version, lost, pending }: ConnectionDocument, link: Link): Connection {
  const { connectedBy: _, ...rest } = link;
  return {
    ...rest,
    version,
    state: lost ? 'lost' : 'verified',
    ...(lost && { lost: { ...lost, since: lost.since.toISOString() } }),
    verifiedAt: link.verifiedAt.toISOString(),
    checkedAt: link.checkedAt.toISOString(),
    ...(pending && { pending: toPending(pending, link) }),
  };
}

function toPending(pending: PendingLink, { tenantName: connected }: Link): PendingTenant {
  const { tenantId, tenantName, verifiedDomains, consentedBy, verifiedAt } = pending;
  const message =
    `${connected} is connected, and ${tenantName} was signed in to. Confirm to put ${tenantName} in its place: ` +
    `the configuration made for ${connected} is removed, and nothing is synced until a new one is activated. ` +
    `Users who are in Kissflow stay as they are. Reject to keep ${connected}.`;
  return { tenantId, tenantName, verifiedDomains, consentedBy, verifiedAt: verifiedAt.toISOString(), message };
}
