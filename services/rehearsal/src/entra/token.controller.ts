import { Controller, Get, Header, HttpCode, Param, Post, Req, UseFilters } from '@nestjs/common';
import type { Request } from 'express';
import type { JWK } from 'jose';
import { SigningKeys } from '../signing-keys.js';
import { PERSONAL } from '../tenant/accounts.js';
import { TenantsService } from '../tenant/tenants.service.js';
import { ClientAuthenticationService } from './client-authentication.service.js';
import { CodesService } from './codes.service.js';
import { EntraErrorFilter } from './entra-error.filter.js';
import { EntraError } from './entra-error.js';
import { parametersOf } from './parameters.js';
import type { Parameters } from './sign-in.service.js';
import { TokensService } from './tokens.service.js';
import type { TokenAnswer } from './tokens.service.js';

const LOGIN = 'https://login.microsoftonline.com';
const ANY_TENANT = ['common', 'organizations', 'consumers'];

/** Discovery, keys and tokens. */
@Controller()
@UseFilters(EntraErrorFilter)
export class TokenController {
  constructor(
    private readonly keys: SigningKeys,
    private readonly tokens: TokensService,
    private readonly codes: CodesService,
    private readonly clients: ClientAuthenticationService,
    private readonly tenants: TenantsService,
  ) {}

  @Get(':tenant/v2.0/.well-known/openid-configuration')
  discovery(@Param('tenant') path: string): Record<string, unknown> {
    return discoveryOf(this.issuerOf(path), path);
  }

  @Get(':tenant/discovery/v2.0/keys')
  async jwks(@Param('tenant') path: string): Promise<{ keys: JWK[] }> {
    const issuer = this.issuerOf(path);
    return { keys: (await this.keys.published()).map((key) => ({ ...key, issuer })) };
  }

  @Post(':tenant/oauth2/v2.0/token')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store, no-cache')
  @Header('Pragma', 'no-cache')
  async token(@Param('tenant') path: string, @Req() request: Request): Promise<TokenAnswer> {
    const form = parametersOf(request);
    const tenant = this.tenants.find(path);
    if (!tenant && !ANY_TENANT.includes(path)) throw new EntraError(90002);
    const clientId = await this.clients.check(form, request.headers.authorization, path);
    switch (form['grant_type']) {
      case 'client_credentials':
        if (!tenant) throw new EntraError(9001023);
        return this.tokens.forApplication(tenant, clientId, form['scope']);
      case 'authorization_code':
        return this.redeem(path, form);
      case undefined:
      default:
        throw new EntraError(70003);
    }
  }

  private async redeem(path: string, form: Parameters): Promise<TokenAnswer> {
    const { code, redirect_uri: redirectUri, code_verifier: verifier } = form;
    if (!code || !redirectUri) throw new EntraError(90014, "The parameters 'code' and 'redirect_uri' are needed.");
    const grant = this.codes.redeem(code, redirectUri, verifier);
    if (!ANY_TENANT.includes(path) && this.tenants.ofUser(grant.upn) !== this.tenants.find(path))
      throw new EntraError(700005);
    return this.tokens.forPerson(grant, form['client_info'] === '1');
  }

  private issuerOf(path: string): string {
    if (path === 'organizations' || path === 'common') return `${LOGIN}/{tenantid}/v2.0`;
    const id = path === 'consumers' ? PERSONAL : this.tenants.find(path)?.id;
    if (id === undefined) throw new EntraError(90002);
    return `${LOGIN}/${id}/v2.0`;
  }
}

function discoveryOf(issuer: string, path: string): Record<string, unknown> {
  return {
    token_endpoint: `${LOGIN}/${path}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${LOGIN}/${path}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer,
    authorization_endpoint: `${LOGIN}/${path}/oauth2/v2.0/authorize`,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'preferred_username', 'name', 'tid', 'ver', 'oid'],
    tenant_region_scope: null,
    cloud_instance_name: 'microsoftonline.com',
  };
}
