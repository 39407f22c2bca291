import { Injectable } from '@nestjs/common';
import { SigningKeys } from '../signing-keys.js';
import { Clock } from '../tenant/clock.js';
import type { Tenant } from '../tenant/tenant.js';
import { TenantsService } from '../tenant/tenants.service.js';
import { identityNotFound, invalidToken } from './graph-error.js';
import type { Caller } from './graph-request.js';

/** Reads the access token and asks the tenant what is still granted. */
@Injectable()
export class CallerService {
  constructor(
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
    private readonly tenants: TenantsService,
  ) {}

  async read(authorization: string | undefined): Promise<{ caller: Caller; tenant: Tenant }> {
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw invalidToken('Access token is empty.');
    const claims = await this.keys.verify(token, this.clock.now());
    const tenant = typeof claims?.['tid'] === 'string' ? this.tenants.find(claims['tid']) : undefined;
    if (!claims || !tenant || claims.aud !== 'https://graph.microsoft.com')
      throw invalidToken('Lifetime validation failed, the token is expired.');
    if (Number(claims['issuedAtMs']) < tenant.tokensValidFrom)
      throw invalidToken('Access token has expired or is not yet valid.');
    if (!tenant.granted) throw identityNotFound();
    return { tenant, caller: callerOf(claims, tenant) };
  }
}

function callerOf(claims: Record<string, unknown>, tenant: Tenant): Caller {
  const { appid, oid, scp, roles } = claims;
  const userId = typeof oid === 'string' ? oid : undefined;
  const told = userId === undefined ? (Array.isArray(roles) ? roles.map(String) : []) : String(scp).split(' ');
  const permissions = userId === undefined ? told.filter((role) => tenant.granted?.has(role)) : told;
  return { tenantId: tenant.id, appId: String(appid), userId, permissions: new Set(permissions) };
}
