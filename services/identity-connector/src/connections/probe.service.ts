import { Injectable } from '@nestjs/common';
import { RefusedError } from '@rollcall/messaging';
import { EntraClient } from '../microsoft/entra.client.js';
import { GraphClient, GraphRefusal, invalidAnswer, recordOf } from '../microsoft/graph.client.js';
import { missingPermissions, permissionsIn } from '../microsoft/permissions.js';

/** What a tenant shows while its consent works. */
export interface ProvedTenant {
  tenantId: string;
  tenantName: string;
  verifiedDomains: string[];
  permissions: string[];
}

/**
 * What each permission lets Rollcall read, and a property that everybody has. With too little permission Graph may show
 * objects with nothing but their ids: https://learn.microsoft.com/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects
 */
const TRIALS = [
  { permission: 'User.Read.All', path: '/users', property: 'userPrincipalName' },
  { permission: 'GroupMember.Read.All', path: '/groups', property: 'displayName' },
] as const;

/** A redirect can be forged and a token is no proof: that Rollcall is let in is proved by using it. */
@Injectable()
export class ProbeService {
  constructor(
    private readonly entra: EntraClient,
    private readonly graph: GraphClient,
  ) {}

  /**
   * Asks as a sync would.
   *
   * @throws RefusedError `connection-lost` with what is missing, or `server-setting` if the fault is ours
   */
  async probe(tenantId: string): Promise<ProvedTenant> {
    const token = await this.entra.applicationToken(tenantId, { fresh: true });
    const missing = missingPermissions(token);
    if (missing?.length) throw notGranted(missing);
    const organization = await this.readOrganization(tenantId);
    const denied = await this.tryPermissions(tenantId);
    if (denied.length > 0) throw notGranted(denied);
    return { ...organization, permissions: permissionsIn(token) ?? [] };
  }

  /** Permissions that Graph acts as if they were missing, whatever the token says. An answer that is none proves nothing. */
  private async tryPermissions(tenantId: string): Promise<string[]> {
    const paths = TRIALS.map(({ path, property }) => `${path}?$select=id,${property}&$top=1`);
    const answers = await this.guarded(this.graph.batch({ tenantId, priority: 'high' }, paths));
    return TRIALS.flatMap(({ permission, property }, index) => {
      const answer = answers[index];
      const [first] = Array.isArray(answer?.body.value) ? (answer.body.value as unknown[]) : [];
      const isEmpty = first !== undefined && typeof recordOf(first)[property] !== 'string';
      return answer?.status === 403 || (answer?.status === 200 && isEmpty) ? [permission] : [];
    });
  }

  private async readOrganization(tenantId: string): Promise<Omit<ProvedTenant, 'permissions'>> {
    const path = '/organization?$select=id,displayName,verifiedDomains';
    const { value } = await this.guarded(this.graph.page({ tenantId, priority: 'high' }, path));
    const { id, displayName, verifiedDomains } = recordOf(value[0]);
    if (value.length !== 1 || id !== tenantId) throw invalidAnswer('it is about another organization');
    const domains = Array.isArray(verifiedDomains) ? verifiedDomains.map((domain) => recordOf(domain).name) : [];
    return {
      tenantId,
      tenantName: typeof displayName === 'string' && displayName !== '' ? displayName.slice(0, 256) : tenantId,
      verifiedDomains: domains.filter((name) => typeof name === 'string'),
    };
  }

  private async guarded<Answer>(asked: Promise<Answer>): Promise<Answer> {
    try {
      return await asked;
    } catch (error) {
      if (error instanceof GraphRefusal && error.status === 403) throw denied(error);
      throw error;
    }
  }
}

/** Whether Microsoft said that Rollcall is not let in, rather than that it is busy or that one thing can't be had. */
export const isShutOut = (error: unknown): error is RefusedError =>
  error instanceof RefusedError && (error.code === 'connection-lost' || error.code === 'server-setting');

function notGranted(missing: readonly string[]): RefusedError {
  const words = `Azure AD does not grant Rollcall ${missing.join(' and ')}. Sign in again and accept everything Microsoft asks.`;
  return new RefusedError('connection-lost', words, { missing });
}

function denied({ code }: GraphRefusal): RefusedError {
  const words = 'Azure AD no longer lets Rollcall read the organization. Sign in again and accept what Microsoft asks.';
  return new RefusedError('connection-lost', words, { graphCode: code });
}
