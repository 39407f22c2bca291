import { Body, Controller, Delete, Get, HttpCode, Post, Redirect, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiNoContentResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import type { CookieOptions, Request, Response } from 'express';
import { Environment } from '../environment.js';
import { ConsoleRedirects } from '../problems/console-redirects.js';
import { HttpProblem } from '../problems/http-problem.js';
import { Open, type SignedInPerson } from './access.js';
import { comesFrom, readCredentials, SESSION_COOKIE } from './credentials.js';
import { describePerson, Me } from './me.controller.js';
import { RegistrationService } from './registration.service.js';
import { refuseForeignWrite } from './sign-in.guard.js';
import { TokensService } from './tokens.service.js';

class NewSession {
  // Browsers drop cookies beyond 4,096 bytes, https://www.rfc-editor.org/rfc/rfc6265#section-6.1
  @ApiProperty() @IsString() @MinLength(1) @MaxLength(3_800) token: string;
}

/** The browser's sign-in: Kissflow's token, kept in a cookie that no script can read. */
@ApiTags('session')
@Controller('session')
@Open()
export class SessionController {
  private readonly signInOrigin: string;

  constructor(
    private readonly environment: Environment,
    private readonly tokens: TokensService,
    private readonly registration: RegistrationService,
    private readonly redirects: ConsoleRedirects,
  ) {
    this.signInOrigin = new URL(environment.KISSFLOW_SIGN_IN_URL).origin;
  }

  /** Leads to Kissflow's sign-in, which comes back with a token. */
  @Get('sign-in')
  @Redirect()
  @ApiFoundResponse()
  begin(): { url: string } {
    const url = new URL(this.environment.KISSFLOW_SIGN_IN_URL);
    url.searchParams.set('return_to', `${this.environment.PUBLIC_URL}/api/v1/session`);
    return { url: url.href };
  }

  /** JSON is answered with who signed in; a form, as the sign-in page posts it, with the console. */
  @Post()
  @HttpCode(200)
  @ApiOkResponse({ type: Me })
  async create(
    @Body() { token }: NewSession,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me | undefined> {
    if (!request.is('urlencoded')) return describePerson(await this.signIn(token, request, response));
    await this.redirects.end(response, '/', async () => {
      await this.signIn(token, request, response);
      return '/';
    });
    return undefined;
  }

  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse()
  end(@Req() request: Request, @Res({ passthrough: true }) response: Response): void {
    if (readCredentials(request).byCookie) refuseForeignWrite(request, this.environment.PUBLIC_URL);
    response.clearCookie(SESSION_COOKIE, this.cookie());
  }

  private async signIn(token: string, request: Request, response: Response): Promise<SignedInPerson> {
    this.refuseForeignSignIn(request);
    const { person, expiresAt } = await this.tokens.verify(token);
    response.cookie(SESSION_COOKIE, token, { ...this.cookie(), expires: expiresAt });
    return this.registration.meet(person);
  }

  /** Another site could otherwise sign a browser in as somebody else, who then sees what is entered. Programs have no origin. */
  private refuseForeignSignIn(request: Request): void {
    const isProgram = request.get('origin') === undefined && !request.is('urlencoded');
    if (isProgram || comesFrom(request, this.environment.PUBLIC_URL, this.signInOrigin)) return;
    const words = `Signing in is accepted from ${this.signInOrigin} only. Start again from ${this.environment.PUBLIC_URL}.`;
    throw new HttpProblem(403, 'foreign-origin', words);
  }

  private cookie(): CookieOptions {
    return { httpOnly: true, sameSite: 'lax', secure: this.environment.PUBLIC_URL.startsWith('https:'), path: '/' };
  }
}
