import type { Request } from 'express';

export const SESSION_COOKIE = 'rollcall_session';

/** The token a request brings, and how. A program's header wins over a cookie. */
export function readCredentials(request: Request): { token?: string; byCookie: boolean } {
  const bearer = /^Bearer +(\S+) *$/i.exec(request.get('authorization') ?? '')?.[1];
  if (bearer !== undefined) return { token: bearer, byCookie: false };
  const cookie = readCookie(request, SESSION_COOKIE);
  return cookie === undefined ? { byCookie: false } : { token: cookie, byCookie: true };
}

export function readCookie(request: Request, name: string): string | undefined {
  // cookie-parser makes an object of a value that begins with `j:`.
  const value = (request.cookies as Record<string, unknown>)[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * Whether a browser sends this from one of these origins. Browsers name the origin of every post; for those that leave it
 * out within a site, Sec-Fetch-Site says the same.
 */
export function comesFrom(request: Request, ...origins: string[]): boolean {
  const origin = request.get('origin');
  return origin === undefined ? request.get('sec-fetch-site') === 'same-origin' : origins.includes(origin);
}
