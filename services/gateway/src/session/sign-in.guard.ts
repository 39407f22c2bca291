import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Role } from '@rollcall/contracts';
import type { Request } from 'express';
import { Environment } from '../environment.js';
import { HttpProblem } from '../problems/http-problem.js';
import { ADMINISTRATORS, AllowedTo, isForOperators, OPEN, type SignedInRequest } from './access.js';
import { comesFrom, readCredentials } from './credentials.js';
import { RegistrationService } from './registration.service.js';
import { TokensService } from './tokens.service.js';

const READING = ['GET', 'HEAD', 'OPTIONS'];

/** Who asks, and whether they may. */
@Injectable()
export class SignInGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokensService,
    private readonly registration: RegistrationService,
    private readonly environment: Environment,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const routes = [context.getHandler(), context.getClass()];
    if (isForOperators(context) || this.reflector.getAllAndOverride<true | undefined>(OPEN, routes)) return true;

    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const { token, byCookie } = readCredentials(request);
    if (token === undefined) throw notSignedIn();
    if (byCookie) refuseForeignWrite(request, this.environment.PUBLIC_URL);
    const { person } = await this.tokens.verify(token);
    const allowed =
      this.reflector.getAllAndOverride<readonly Role[] | undefined>(AllowedTo.KEY, routes) ?? ADMINISTRATORS;
    if (!allowed.includes(person.role)) {
      const words = `This needs the role ${allowed.join(' or ')}; yours is ${person.role}. Ask an administrator.`;
      throw new HttpProblem(403, 'role-missing', words);
    }
    request.person = await this.registration.meet(person);
    return true;
  }
}

/** A cookie is sent whoever made the browser ask, so a write by cookie must come from our own pages. */
export function refuseForeignWrite(request: Request, publicUrl: string): void {
  if (READING.includes(request.method) || comesFrom(request, publicUrl)) return;
  const words = `Changes by a signed-in browser are accepted from ${publicUrl} only. Open Rollcall there.`;
  throw new HttpProblem(403, 'foreign-origin', words);
}

function notSignedIn(): HttpProblem {
  const words = 'Nobody is signed in. Sign in with Kissflow, or send its token as Authorization: Bearer.';
  return new HttpProblem(401, 'not-signed-in', words, { headers: { 'WWW-Authenticate': 'Bearer' } });
}
