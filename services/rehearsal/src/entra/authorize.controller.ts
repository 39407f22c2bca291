import { All, Controller, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Clock } from '../tenant/clock.js';
import { EntraError } from './entra-error.js';
import { errorPage, formPostPage, signInPage } from './pages.js';
import { parametersOf, rememberAccount, signedInAccount } from './parameters.js';
import { SignInService } from './sign-in.service.js';
import type { Parameters } from './sign-in.service.js';

/**
 * The sign-in page: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 *
 * A program signs in without the page: it adds `rehearsal_account=<user principal name>` to the address it was given,
 * or `rehearsal_answer=cancel`, and takes the redirect.
 */
@Controller()
export class AuthorizeController {
  constructor(
    private readonly signIn: SignInService,
    private readonly clock: Clock,
  ) {}

  @All(':tenant/oauth2/v2.0/authorize')
  authorize(@Param('tenant') tenant: string, @Req() request: Request, @Res() response: Response): void {
    const parameters = parametersOf(request);
    try {
      this.signIn.checkClient(parameters);
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      response.status(400).type('html').send(errorPage(error, this.clock.now()));
      return;
    }
    try {
      this.signIn.checkAuthorization(parameters);
      const account = this.answerOf(request, parameters);
      if (account === undefined) {
        response.type('html').send(signInPage(parameters));
        return;
      }
      const code = this.signIn.authorize(tenant, account, parameters);
      rememberAccount(response, account);
      reply(response, parameters, { code, session_state: 'rehearsal' });
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      reply(response, parameters, { error: error.error, error_description: error.describe(this.clock.now()) });
    }
  }

  private answerOf(request: Request, parameters: Parameters): string | undefined {
    if (parameters['rehearsal_answer'] === 'cancel') throw new EntraError(65004);
    if (parameters['rehearsal_account'] !== undefined) return parameters['rehearsal_account'];
    if (parameters['prompt'] !== 'none') return undefined;
    const account = signedInAccount(request);
    if (account === undefined) throw new EntraError(50058);
    return account;
  }
}

function reply(response: Response, parameters: Parameters, answer: Record<string, string>): void {
  const state = parameters['state'];
  const fields = state === undefined ? answer : { ...answer, state };
  const url = new URL(String(parameters['redirect_uri']));
  if (parameters['response_mode'] === 'form_post') {
    response.type('html').send(formPostPage(url.href, fields));
    return;
  }
  if (parameters['response_mode'] === 'fragment') url.hash = new URLSearchParams(fields).toString();
  else for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  response.redirect(302, url.href);
}
