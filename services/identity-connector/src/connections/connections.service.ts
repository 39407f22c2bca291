import { Injectable } from '@nestjs/common';
import type { Connection, DirectoryRequest, RemoveConnection } from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';
import { ConnectionsRepository, type VerifiedTenant } from './connections.repository.js';
import type { ConnectionDocument, Link } from './connections.schema.js';

@Injectable()
export class ConnectionsService {
  constructor(private readonly connections: ConnectionsRepository) {}

  async get(accountId: string): Promise<Connection | null> {
    const known = await this.connections.find(accountId);
    return known?.link ? toConnection(known, known.link) : null;
  }

  async remove({ accountId, actor }: RemoveConnection): Promise<{ removed: boolean }> {
    return { removed: await this.connections.remove(accountId, actor) };
  }

  /** @throws RefusedError `different-tenant` */
  async refuseOther(accountId: string, tenantId: string): Promise<void> {
    const known = await this.connections.find(accountId);
    if (known?.link && known.link.tenantId !== tenantId) throw differentTenant(known.link.tenantName);
  }

  /** @throws RefusedError `different-tenant` */
  async verify(proved: VerifiedTenant): Promise<Connection> {
    const stored = await this.connections.store(proved);
    if (!stored?.link) throw differentTenant('another organization');
    return toConnection(stored, stored.link);
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
}

function differentTenant(connectedTo: string): RefusedError {
  return new RefusedError(
    'different-tenant',
    `This account is connected to ${connectedTo}. To connect a different organization, delete the configuration first, or sign in with an account of the connected one.`,
  );
}

function toConnection({ version, lost }: ConnectionDocument, link: Link): Connection {
  const { connectedBy: _, ...shown } = link;
  return {
    ...shown,
    version,
    state: lost ? 'lost' : 'verified',
    ...(lost && { lost: { ...lost, since: lost.since.toISOString() } }),
    verifiedAt: link.verifiedAt.toISOString(),
    checkedAt: link.checkedAt.toISOString(),
  };
}
