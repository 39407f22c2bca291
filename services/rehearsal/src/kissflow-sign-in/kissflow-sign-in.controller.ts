import { BadRequestException, Body, Controller, Get, Header, Post, Query } from '@nestjs/common';
import { IsIn, IsInt, IsOptional, IsUrl, Matches, Max, Min } from 'class-validator';
import type { JWK } from 'jose';
import { Environment } from '../environment.js';
import { hiddenFields, html, page } from '../html.js';
import { RedirectUrisService } from '../redirect-uris.service.js';
import { SigningKeys } from '../signing-keys.js';
import { KISSFLOW_PEOPLE } from './kissflow-people.js';
import type { KissflowPerson } from './kissflow-people.js';

const LIFETIME_SECONDS = 8 * 3_600;

class RequestToken {
  @IsIn(KISSFLOW_PEOPLE.map(({ id }) => id))
  person: string;

  /** The same person in another account, for whoever needs many accounts. */
  @IsOptional()
  @Matches(/^Ac\w{1,60}$/, { message: 'account must be an account id, such as Ac0000003' })
  account?: string;

  /** A negative lifetime makes a token that is already past its time. */
  @IsOptional()
  @IsInt()
  @Min(-3_600)
  @Max(LIFETIME_SECONDS)
  expiresInSeconds?: number;
}

class SignInQuery {
  @IsUrl({ require_tld: false, protocols: ['http', 'https'] })
  return_to: string;
}

class SignIn extends SignInQuery {
  @IsIn(KISSFLOW_PEOPLE.map(({ id }) => id))
  person: string;
}

/** Kissflow's sign-in: it hands the browser, or a program, a token that says who somebody is. */
@Controller('kissflow')
export class KissflowSignInController {
  /** Keys of its own: Kissflow's tokens and Microsoft's have nothing to do with each other. */
  private readonly keys = new SigningKeys();

  constructor(
    private readonly environment: Environment,
    private readonly redirectUris: RedirectUrisService,
  ) {}

  @Get('jwks.json')
  async jwks(): Promise<{ keys: JWK[] }> {
    return { keys: await this.keys.published() };
  }

  @Post('token')
  async token(@Body() { person, account, expiresInSeconds }: RequestToken): Promise<{ token: string }> {
    const found = find(person);
    return { token: await this.issue({ ...found, account: account ?? found.account }, expiresInSeconds) };
  }

  @Get('sign-in')
  signIn(@Query() { return_to }: SignInQuery): string {
    this.checkReturn(return_to);
    const rows = KISSFLOW_PEOPLE.map(
      ({ id, name, role, account }) =>
        html`<div class="person">
          <form method="post" action="/kissflow/sign-in">
            ${hiddenFields([
              ['return_to', return_to],
              ['person', id],
            ])}
            <button>${name}</button>
          </form>
          <span>${role} of account ${account}</span>
        </div>`,
    );
    return page('Sign in to Kissflow', html`${rows}`);
  }

  /** The token goes in a form that submits itself, never in an address, which ends up in logs and histories. */
  @Post('sign-in')
  @Header('Cache-Control', 'no-store')
  async signedIn(@Body() { return_to, person }: SignIn): Promise<string> {
    this.checkReturn(return_to);
    const token = await this.issue(find(person));
    return page(
      'Signing in …',
      html`<form method="post" action="${return_to}">
          ${hiddenFields([['token', token]])}
          <button>Continue</button>
        </form>
        <script>
          document.forms[0].submit();
        </script>`,
    );
  }

  private checkReturn(uri: string): void {
    if (!this.redirectUris.allows(uri))
      throw new BadRequestException('return_to is not among the addresses in REHEARSAL_REDIRECT_URIS.');
  }

  private issue({ id, account, role, name, email }: KissflowPerson, lifetime = LIFETIME_SECONDS): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return this.keys.sign({
      iss: this.environment.KISSFLOW_ISSUER,
      aud: this.environment.KISSFLOW_AUDIENCE,
      sub: id,
      account,
      role,
      name,
      email,
      iat: now,
      exp: now + lifetime,
    });
  }
}

function find(id: string): KissflowPerson {
  const person = KISSFLOW_PEOPLE.find((candidate) => candidate.id === id);
  if (!person) throw new BadRequestException(`There is no person ${id}.`);
  return person;
}
