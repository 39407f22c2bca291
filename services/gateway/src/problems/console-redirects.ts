import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Environment } from '../environment.js';
import { logFailure } from './log-failure.js';
import { toProblem } from './to-problem.js';

/** Read by the console, once: what to tell the person whom a redirect brought back. */
const MESSAGE_COOKIE = 'rollcall_message';

/** For requests that are pages in a browser: whatever happens, they end at a page that says so. */
@Injectable()
export class ConsoleRedirects {
  constructor(private readonly environment: Environment) {}

  /** Goes where `work` says. Where it fails, to `page` with the code; the words go in a cookie, not in the address. */
  async end(response: Response, page: string, work: () => Promise<string>): Promise<void> {
    const target = await work().catch((error: unknown) => this.tell(response, page, error));
    // After a post the browser is to get the page, and not to post again.
    const status = response.req.method === 'POST' ? 303 : 302;
    response.redirect(status, new URL(target, this.environment.PUBLIC_URL).href);
  }

  private tell(response: Response, page: string, error: unknown): string {
    const problem = toProblem(error);
    logFailure(problem, response.req);
    const { code, message, extras } = problem;
    const told = { code, detail: message.slice(0, 1_000), correlationId: correlationIdIn(extras.details) };
    const secure = this.environment.PUBLIC_URL.startsWith('https:');
    response.cookie(MESSAGE_COOKIE, JSON.stringify(told), { maxAge: 60_000, sameSite: 'lax', secure });
    return `${page}?error=${encodeURIComponent(code)}`;
  }
}

/** What Microsoft's support asks for. */
function correlationIdIn(details: unknown): string | undefined {
  const { correlationId } = (details ?? {}) as { correlationId?: unknown };
  return typeof correlationId === 'string' ? correlationId : undefined;
}
