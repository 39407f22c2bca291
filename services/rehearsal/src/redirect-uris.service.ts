import { Injectable } from '@nestjs/common';
import { Environment } from './environment.js';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Where a browser may be sent back to, with a code or a token. */
@Injectable()
export class RedirectUrisService {
  private readonly registered: URL[];

  constructor({ REHEARSAL_REDIRECT_URIS }: Environment) {
    this.registered = REHEARSAL_REDIRECT_URIS.split(',').map((uri) => new URL(uri));
  }

  allows(uri: string): boolean {
    const wanted = URL.canParse(uri) ? new URL(uri) : undefined;
    if (!wanted || wanted.username || wanted.password) return false;
    return this.registered.some((registered) => sameSite(registered, wanted) && isBelow(registered, wanted));
  }
}

/** On loopback the port doesn't matter: https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions */
function sameSite(registered: URL, wanted: URL): boolean {
  if (registered.protocol !== wanted.protocol || registered.hostname !== wanted.hostname) return false;
  return registered.port === wanted.port || LOOPBACK.has(registered.hostname);
}

function isBelow(registered: URL, wanted: URL): boolean {
  const path = registered.pathname.replace(/\/$/, '');
  return wanted.pathname === path || wanted.pathname.startsWith(`${path}/`);
}
