import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiOkResponse, ApiProperty, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type AccountRequest, Connection, Consented, providerNames, SignedIn } from '@rollcall/contracts';
import { RefusedError, RpcClient, validate } from '@rollcall/messaging';
import type { CookieOptions, Request, Response } from 'express';
import { Environment } from '../environment.js';
import { ConsoleRedirects } from '../problems/console-redirects.js';
import { Account, Open } from '../session/access.js';
import { readCookie } from '../session/credentials.js';

const SIGN_IN_COOKIE = 'rollcall_sign_in';
const PROVIDERS_PAGE = '/identity-providers';
const ERROR_PAGE = '/identity-providers/select';

class SignInBegun {
  @ApiProperty({ description: "Microsoft's sign-in: where the browser goes next" }) signInUrl: string;
}

class ConsentNeeded {
  @ApiProperty({ description: "Microsoft's consent: where the browser goes next" }) consentUrl: string;
}

/**
 * Connecting a tenant. Nobody has to be signed in for the two redirects: their one-time state says whose they are, and the
 * one-time cookie that it is the browser that began. Browsers end at the console; programs ask for JSON.
 */
@ApiTags('identity providers')
@Controller('identity-providers/azure')
export class ConnectController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly redirects: ConsoleRedirects,
    private readonly environment: Environment,
  ) {}

  @Post('connect')
  @HttpCode(200)
  @ApiOkResponse({ type: SignInBegun })
  async connect(
    @Account() account: AccountRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInBegun> {
    await this.refuseWhileOtherIsActive(account);
    const { signInUrl, browserKey } = await this.rpc.request('rpc.connection.begin', account);
    response.cookie(SIGN_IN_COOKIE, browserKey, { ...this.cookie(), maxAge: 30 * 60_000 });
    return { signInUrl };
  }

  @Get('callback')
  @Open()
  @ApiQuery({ name: 'state' })
  @ApiFoundResponse({ description: 'for browsers' })
  @ApiOkResponse({ type: ConsentNeeded })
  async signedIn(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.answer(request, response, async () => {
      const { code } = request.query;
      const redirected = validate(SignedIn, { ...readRedirect(request), code }, "Microsoft's redirect");
      const step = await this.rpc.request('rpc.connection.signed-in', redirected);
      return { target: step.consentUrl, json: step };
    });
  }

  @Get('consent')
  @Open()
  @ApiQuery({ name: 'state' })
  @ApiFoundResponse({ description: 'for browsers' })
  @ApiOkResponse({ type: Connection })
  async consented(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.answer(request, response, async () => {
      const { tenant } = request.query;
      const redirected = validate(Consented, { ...readRedirect(request), tenant }, "Microsoft's redirect");
      const connection = await this.rpc.request('rpc.connection.consented', redirected);
      response.clearCookie(SIGN_IN_COOKIE, this.cookie());
      // Another tenant than the connected one waits for a decision, which is made where the providers are.
      return {
        target: connection.pending ? `${PROVIDERS_PAGE}?pending=1` : '/configuration?connected=1',
        json: connection,
      };
    });
  }

  /** Azure being active is no hindrance: an administrator signs in again where consent was lost. */
  private async refuseWhileOtherIsActive(account: AccountRequest): Promise<void> {
    const { providers } = await this.rpc.request('rpc.providers.list', account);
    const other = providers.find(({ provider, active }) => active && provider !== 'azure')?.provider;
    if (other === undefined) return;
    const words = `${providerNames[other]} provides the users of this account. Switch it off under Identity providers before connecting Azure AD.`;
    throw new RefusedError('provider-active', words);
  }

  private async answer(
    request: Request,
    response: Response,
    work: () => Promise<{ target: string; json: object }>,
  ): Promise<void> {
    // A browser prefers pages; so does who says nothing.
    if (request.accepts(['html', 'json']) === 'json') response.json((await work()).json);
    else await this.redirects.end(response, ERROR_PAGE, async () => (await work()).target);
  }

  /** Sent only to the two redirects. Lax, because they begin at Microsoft's site. */
  private cookie(): CookieOptions {
    const secure = this.environment.PUBLIC_URL.startsWith('https:');
    return { httpOnly: true, sameSite: 'lax', secure, path: '/api/v1/identity-providers/azure' };
  }
}

/** https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#error-response */
function readRedirect(request: Request): Record<string, unknown> {
  const { state, error, error_description: description } = request.query;
  return {
    state,
    error,
    errorDescription: typeof description === 'string' ? description.slice(0, 4_000) : undefined,
    browserKey: readCookie(request, SIGN_IN_COOKIE),
  };
}
