import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { RefusedError, RetryLaterError } from '@rollcall/messaging';
import { Environment } from '../environment.js';
import { EntraClient } from '../microsoft/entra.client.js';
import { GraphClient, GraphRefusal, invalidAnswer, recordOf } from '../microsoft/graph.client.js';
import { missingPermissions, permissionsIn } from '../microsoft/permissions.js';

/** What a tenant shows once its consent works. */
export interface ProvedTenant {
  tenantId: string;
  tenantName: string;
  verifiedDomains: string[];
  permissions: string[];
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/** A redirect can be forged and a token is no proof: consent is proved by using it. */
@Injectable()
export class ConsentService {
  constructor(
    private readonly entra: EntraClient,
    private readonly graph: GraphClient,
    private readonly environment: Environment,
  ) {}

  /**
   * Asks until the consent has spread, which takes from seconds to a minute.
   *
   * @throws RefusedError `consent-missing` that says what is missing
   */
  async prove(tenantId: string): Promise<ProvedTenant> {
    const until = Date.now() + this.environment.CONSENT_SPREAD_MS;
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      const outcome = await this.attempt(tenantId);
      if (!(outcome instanceof Error)) return outcome;
      if (Date.now() + waitMs > until) throw outcome;
      await pause(waitMs);
    }
  }

  /** The tenant, or why it does not work yet. */
  private async attempt(tenantId: string): Promise<ProvedTenant | Error> {
    try {
      const token = await this.entra.applicationToken(tenantId, { fresh: true });
      const missing = missingPermissions(token);
      if (missing?.length) return notGranted(missing);
      const organization = await this.readOrganization(tenantId);
      return { ...organization, permissions: permissionsIn(token) ?? [] };
    } catch (error) {
      const isSpreading = error instanceof RefusedError && error.code === 'connection-lost';
      if (isSpreading) return notKnownYet(error.details);
      if (error instanceof GraphRefusal && error.status === 403) return notKnownYet({ graphCode: error.code });
      // The state is used up: whoever waits here would have to start again.
      if (error instanceof RetryLaterError) return error;
      throw error;
    }
  }

  private async readOrganization(tenantId: string): Promise<Omit<ProvedTenant, 'permissions'>> {
    const path = '/organization?$select=id,displayName,verifiedDomains';
    const { value } = await this.graph.page({ tenantId, priority: 'high' }, path);
    const { id, displayName, verifiedDomains } = recordOf(value[0]);
    if (value.length !== 1 || id !== tenantId) throw invalidAnswer('it is about another organization');
    const domains = Array.isArray(verifiedDomains) ? verifiedDomains.map((domain) => recordOf(domain).name) : [];
    return {
      tenantId,
      tenantName: typeof displayName === 'string' && displayName !== '' ? displayName.slice(0, 256) : tenantId,
      verifiedDomains: domains.filter((name) => typeof name === 'string'),
    };
  }
}

function notGranted(missing: readonly string[]): RefusedError {
  const words = `Azure AD has not granted ${missing.join(' and ')}. Start again and accept everything Microsoft asks; if it was accepted just now, wait a minute first.`;
  return new RefusedError('consent-missing', words, { missing });
}

function notKnownYet(details: unknown): RefusedError {
  const words = 'Azure AD does not let Rollcall in yet. Wait a minute for the consent to spread, then start again.';
  return new RefusedError('consent-missing', words, details);
}
