import type { Request, Response } from 'express';
import type { Parameters } from './sign-in.service.js';

const COOKIE = 'rehearsal_account';

/** A request's parameters, from the address and from a form alike. */
export function parametersOf({ query, body }: Request): Parameters {
  const parameters: Record<string, string> = {};
  for (const source of [query, body as unknown])
    for (const [name, value] of Object.entries(source ?? {})) if (typeof value === 'string') parameters[name] = value;
  return parameters;
}

/** Who signed in before in this browser. */
export function signedInAccount(request: Request): string | undefined {
  const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1];
  return value === undefined ? undefined : decodeURIComponent(value);
}

export function rememberAccount(response: Response, upn: string): void {
  response.cookie(COOKIE, upn, { httpOnly: true, sameSite: 'lax' });
}
