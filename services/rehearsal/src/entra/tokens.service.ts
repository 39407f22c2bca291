import { createHash, randomInt, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SigningKeys } from '../signing-keys.js';
import { ORDINARY_USER, PERSONAL, PERSONAL_ACCOUNT } from '../tenant/accounts.js';
import { Clock } from '../tenant/clock.js';
import { textOf } from '../tenant/person.js';
import type { Tenant } from '../tenant/tenant.js';
import { TenantsService } from '../tenant/tenants.service.js';
import type { Grant } from './codes.service.js';
import { EntraError } from './entra-error.js';

const GRAPH = 'https://graph.microsoft.com';
const DELEGATED = ['openid', 'profile', 'email', 'offline_access', 'User.Read'];
const PERSONAL_OID = '00000000-0000-0000-6f2a-9d3e51c0b847';

interface Person {
  oid: string;
  tid: string;
  upn: string;
  name: string;
  wids: string[] | undefined;
}

export interface TokenAnswer {
  token_type: 'Bearer';
  expires_in: number;
  ext_expires_in: number;
  access_token: string;
  scope?: string;
  id_token?: string;
  client_info?: string;
}

/** Issues tokens: https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference */
@Injectable()
export class TokensService {
  constructor(
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
    private readonly tenants: TenantsService,
  ) {}

  async forApplication(tenant: Tenant, clientId: string, scope: string | undefined): Promise<TokenAnswer> {
    if (scope !== `${GRAPH}/.default`) throw new EntraError(70011);
    if (!tenant.granted) throw new EntraError(700016);
    const isSpreading = tenant.tokensWithoutRoles > 0;
    if (isSpreading) tenant.tokensWithoutRoles -= 1;
    const roles = isSpreading ? [] : [...tenant.granted];
    return this.accessToken(tenant.id, { appid: clientId, ...(roles.length > 0 && { roles }) });
  }

  async forPerson(grant: Grant, wantsClientInfo: boolean): Promise<TokenAnswer> {
    const person = this.person(grant.upn);
    const scopes = grant.scope.split(' ').map((scope) => scope.replace(`${GRAPH}/`, ''));
    if (scopes.some((scope) => !DELEGATED.includes(scope))) throw new EntraError(70011);
    const scope = scopes.filter((name) => name !== 'offline_access').join(' ');
    return {
      ...(await this.accessToken(person.tid, { appid: grant.clientId, scp: scope, oid: person.oid, upn: person.upn })),
      scope,
      id_token: await this.idToken(person, grant),
      ...(wantsClientInfo && { client_info: encode({ uid: person.oid, utid: person.tid }) }),
    };
  }

  private async accessToken(tid: string, claims: Record<string, unknown>): Promise<TokenAnswer> {
    // Lifetimes differ on purpose: https://learn.microsoft.com/entra/identity-platform/access-tokens#token-lifetime
    const lifetime = randomInt(3600, 5400);
    const now = Math.floor(this.clock.now().getTime() / 1000);
    const access_token = await this.keys.sign({
      aud: GRAPH,
      iss: `https://sts.windows.net/${tid}/`,
      iat: now,
      nbf: now,
      exp: now + lifetime,
      tid,
      // Exact to the millisecond, so that a token can be older or newer than something that happened in its second.
      issuedAtMs: this.clock.now().getTime(),
      ...claims,
    });
    return { token_type: 'Bearer', expires_in: lifetime - 1, ext_expires_in: lifetime - 1, access_token };
  }

  /** ID tokens go by the real time: their reader checks them against its own clock. */
  private async idToken(person: Person, { clientId, nonce }: Grant): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return this.keys.sign({
      aud: clientId,
      iss: `https://login.microsoftonline.com/${person.tid}/v2.0`,
      iat: now,
      nbf: now,
      exp: now + 3600,
      name: person.name,
      ...(nonce !== undefined && { nonce }),
      oid: person.oid,
      preferred_username: person.upn,
      sub: createHash('sha256').update(`${clientId} ${person.oid}`).digest('base64url'),
      tid: person.tid,
      uti: randomUUID(),
      ver: '2.0',
      ...(person.wids && { wids: person.wids }),
    });
  }

  private person(upn: string): Person {
    const tenant = this.tenants.ofUser(upn);
    const person = tenant?.people.find(upn);
    if (!tenant || !person) {
      const { upn: address, given, surname } = PERSONAL_ACCOUNT;
      return { oid: PERSONAL_OID, tid: PERSONAL, upn: address, name: `${given} ${surname}`, wids: undefined };
    }
    const roles = this.tenants.account(upn)?.roles.map((role) => role.templateId) ?? [];
    return {
      oid: person.id,
      tid: tenant.id,
      upn: textOf(person.properties, 'userPrincipalName'),
      name: textOf(person.properties, 'displayName'),
      wids: tenant.roleClaims ? [...roles, ORDINARY_USER] : undefined,
    };
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
