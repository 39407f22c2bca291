import type { Actor } from '@rollcall/contracts';
import type { EventDraft } from '@rollcall/messaging';
import type { Link } from './connections.schema.js';

type Tenant = Pick<Link, 'tenantId' | 'tenantName'>;

export interface ConnectionChange {
  accountId: string;
  actor?: Actor | undefined;
  action: string;
  before?: Tenant | undefined;
  after?: Tenant | undefined;
}

/** For the audit: a change of the connection, by the tenants' ids and names. */
export function auditConnection(change: ConnectionChange): EventDraft<'audit.recorded'> {
  const { accountId, actor, action, before, after } = change;
  return {
    accountId,
    ...(actor && { actor }),
    action,
    target: 'Microsoft Azure AD',
    ...(before && { before: nameOf(before) }),
    ...(after && { after: nameOf(after) }),
  };
}

const nameOf = ({ tenantId, tenantName }: Tenant): Record<string, unknown> => ({ tenantId, tenantName });
