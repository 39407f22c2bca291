import { Injectable } from '@nestjs/common';
import { Environment } from '../environment.js';
import { RedirectUrisService } from '../redirect-uris.service.js';
import { GLOBAL_ADMINISTRATOR, PERSONAL, PERSONAL_ACCOUNT } from '../tenant/accounts.js';
import type { Tenant } from '../tenant/tenant.js';
import { TenantsService } from '../tenant/tenants.service.js';
import { CodesService } from './codes.service.js';
import { EntraError } from './entra-error.js';

export type Parameters = Readonly<Record<string, string | undefined>>;

/** Endpoints that serve every tenant instead of one. */
const ANY_TENANT = ['organizations', 'common'];

/** Decides who gets in, and who may consent. */
@Injectable()
export class SignInService {
  constructor(
    private readonly environment: Environment,
    private readonly tenants: TenantsService,
    private readonly redirectUris: RedirectUrisService,
    private readonly codes: CodesService,
  ) {}

  /** What is wrong here is told on a page: there is nowhere safe to send the browser. */
  checkClient({ client_id, redirect_uri }: Parameters): void {
    if (client_id !== this.environment.AZURE_CLIENT_ID) throw new EntraError(700016);
    if (!redirect_uri) throw new EntraError(500113);
    if (!this.redirectUris.allows(redirect_uri)) throw new EntraError(50011);
  }

  /** What is wrong here is told to the application. */
  checkAuthorization(parameters: Parameters): void {
    const { response_type, code_challenge, code_challenge_method, scope } = parameters;
    if (response_type !== 'code') throw new EntraError(9002313, "Only response_type 'code' is played here.");
    if (!scope) throw new EntraError(90014, "The parameter 'scope' is missing.");
    if (code_challenge && code_challenge_method !== 'S256')
      throw new EntraError(9002313, "Only code_challenge_method 'S256' is played here.");
  }

  authorize(path: string, upn: string, parameters: Parameters): string {
    this.admit(path, upn);
    const tenant = this.tenants.ofUser(upn);
    // Signing in is a consent of one's own, which creates the service principal, without any application permission.
    if (tenant) tenant.granted ??= new Set();
    return this.codes.issue({
      upn,
      clientId: String(parameters['client_id']),
      redirectUri: String(parameters['redirect_uri']),
      scope: String(parameters['scope']),
      nonce: parameters['nonce'],
      codeChallenge: parameters['code_challenge'],
    });
  }

  /** The tenant an administrator may consent for; refuses anybody else. */
  tenantToConsent(path: string, upn: string): Tenant {
    this.admit(path, upn);
    const tenant = this.tenants.ofUser(upn);
    const roles = this.tenants.account(upn)?.roles ?? [];
    // Other administrators may consent to much, but not to Graph's application permissions.
    if (!tenant || !roles.some((role) => role.templateId === GLOBAL_ADMINISTRATOR)) throw new EntraError(90094);
    return tenant;
  }

  private admit(path: string, upn: string): void {
    if (upn.toLowerCase() === PERSONAL_ACCOUNT.upn) return this.admitPersonal(path);
    const tenant = this.tenants.ofUser(upn);
    if (!tenant) throw new EntraError(50020);
    if (!ANY_TENANT.includes(path) && !tenant.answersTo(path)) throw new EntraError(50020);
    if (tenant.people.find(upn)?.properties['accountEnabled'] !== true) throw new EntraError(50057);
    if (this.tenants.account(upn)?.isBlocked) throw new EntraError(53003);
  }

  private admitPersonal(path: string): void {
    const isWelcome = path === 'common' || path === 'consumers' || path === PERSONAL;
    if (!isWelcome && !this.tenants.admitsPersonalAccounts) throw new EntraError(500200);
  }
}
