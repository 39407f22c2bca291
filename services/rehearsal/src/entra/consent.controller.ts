import { All, Controller, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Clock } from '../tenant/clock.js';
import { EntraError } from './entra-error.js';
import { consentPage, errorPage, needAdminPage } from './pages.js';
import { parametersOf, rememberAccount, signedInAccount } from './parameters.js';
import { SignInService } from './sign-in.service.js';
import type { Parameters } from './sign-in.service.js';

const DEFAULT_SCOPE = 'https://graph.microsoft.com/.default';

type Version = 'v1' | 'v2';

/**
 * An administrator's consent for the organization, in both versions:
 * https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 *
 * A program answers without the page by `rehearsal_account=<user principal name>` and `rehearsal_answer=accept|cancel`.
 */
@Controller()
export class ConsentController {
  constructor(
    private readonly signIn: SignInService,
    private readonly clock: Clock,
  ) {}

  @All(':tenant/adminconsent')
  v1(@Param('tenant') tenant: string, @Req() request: Request, @Res() response: Response): void {
    this.consent('v1', tenant, request, response);
  }

  @All(':tenant/v2.0/adminconsent')
  v2(@Param('tenant') tenant: string, @Req() request: Request, @Res() response: Response): void {
    this.consent('v2', tenant, request, response);
  }

  private consent(version: Version, path: string, request: Request, response: Response): void {
    const parameters = parametersOf(request);
    try {
      this.signIn.checkClient(parameters);
      checkScope(version, path, parameters);
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      response.status(400).type('html').send(errorPage(error, this.clock.now()));
      return;
    }
    const account = parameters['rehearsal_account'] ?? signedInAccount(request);
    const answer = parameters['rehearsal_answer'];
    if (account !== undefined) rememberAccount(response, account);
    if (answer === 'cancel') response.redirect(302, this.refusal(version, parameters, new EntraError(65004)));
    else if (answer === 'accept' && account !== undefined) this.accept(version, path, account, parameters, response);
    else response.type('html').send(consentPage(parameters, account));
  }

  private accept(version: Version, path: string, upn: string, parameters: Parameters, response: Response): void {
    try {
      const tenant = this.signIn.tenantToConsent(path, upn);
      tenant.consent();
      response.redirect(302, success(version, parameters, tenant.id));
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      const returnUrl = this.refusal(version, parameters, error);
      response
        .status(403)
        .type('html')
        .send(needAdminPage(error, returnUrl, this.clock.now()));
    }
  }

  private refusal(version: Version, parameters: Parameters, error: EntraError): string {
    if (version === 'v1')
      return callback(parameters, {
        error: 'permission_denied',
        error_description: 'The admin canceled the request',
      });
    // The tick of success is in the refusal too; it is `error` that counts.
    return callback(parameters, {
      admin_consent: 'True',
      error: 'consent_required',
      error_description: error.describe(this.clock.now()),
    });
  }
}

function checkScope(version: Version, path: string, { scope }: Parameters): void {
  if (version === 'v1') return;
  if (path === 'common') throw new EntraError(90002, "The tenant 'common' can't consent; use 'organizations'.");
  if (!scope) throw new EntraError(90014, "The parameter 'scope' is missing.");
  if (scope !== DEFAULT_SCOPE) throw new EntraError(70011, 'Application permissions are granted by .default only.');
}

function success(version: Version, parameters: Parameters, tenant: string): string {
  if (version === 'v1') return callback(parameters, { tenant, admin_consent: 'True' });
  return callback(parameters, { admin_consent: 'True', tenant, scope: DEFAULT_SCOPE });
}

function callback(parameters: Parameters, answer: Record<string, string>): string {
  const url = new URL(String(parameters['redirect_uri']));
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (parameters['state'] !== undefined) url.searchParams.set('state', parameters['state']);
  return url.href;
}
