import { Injectable } from '@nestjs/common';
import type { NestMiddleware } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { DelaysService } from './delays.service.js';
import { FaultsService, refusalOf } from './faults.service.js';
import type { Fault } from './faults.service.js';
import { HoldsService } from './holds.service.js';
import { RequestLogService } from './request-log.service.js';

const HTML = '<html><body><h1>Service Unavailable</h1><p>The service is temporarily overloaded.</p></body></html>';
const OWN = /^\/(control|health|mailbox)(\/|\?|$)/;

/** Stands before everything that is played: logs, delays, holds and spoils, as the control API said. */
@Injectable()
export class InterferenceMiddleware implements NestMiddleware {
  constructor(
    private readonly log: RequestLogService,
    private readonly delays: DelaysService,
    private readonly holds: HoldsService,
    private readonly faults: FaultsService,
  ) {}

  use(request: Request, response: Response, next: NextFunction): void {
    if (OWN.test(request.originalUrl)) {
      next();
      return;
    }
    this.logWhenDone(request, response);
    this.interfere(request, response, next).catch(next);
  }

  private async interfere(request: Request, response: Response, next: NextFunction): Promise<void> {
    const target = `${request.method} ${request.originalUrl}`;
    await this.delays.wait(target);
    await this.holds.pause(target);
    const fault = this.faults.take(target, tenantOf(request));
    if (fault?.kind === 'reset') request.socket.resetAndDestroy();
    else if (fault?.kind === 'html')
      response
        .status(fault.status ?? 503)
        .type('html')
        .send(HTML);
    else if (fault?.kind === 'status') refuse(request, response, fault);
    else {
      response.locals['fault'] = fault;
      next();
    }
  }

  private logWhenDone({ method, originalUrl }: Request, response: Response): void {
    const at = new Date();
    const [path = ''] = originalUrl.split('?', 1);
    response.once('close', () => {
      // Nothing was sent: the connection was reset, or the caller gave up.
      const status = response.headersSent ? response.statusCode : 0;
      this.log.add({ at: at.toISOString(), method, path, status, ms: Date.now() - at.getTime() });
    });
  }
}

function refuse({ originalUrl }: Request, response: Response, fault: Fault): void {
  const { status, headers, body } = refusalOf(fault);
  response.status(status);
  if (originalUrl.startsWith('/v1.0')) {
    response.set(headers).end(body);
    return;
  }
  // Entra's transient failure: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
  const [, code = '90033'] = /^(?:AADSTS)?(\d+)$/.exec(fault.code ?? '') ?? [];
  if (headers['retry-after'] !== undefined) response.set('retry-after', headers['retry-after']);
  response.json({
    error: status >= 500 ? 'temporarily_unavailable' : 'invalid_request',
    error_description: `AADSTS${code}: The rehearsal was told to fail here.`,
    error_codes: [Number(code)],
  });
}

/** Whom a request is for: its access token says so to Graph, the path to Entra. Nothing here trusts what the token says. */
function tenantOf({ headers: { authorization }, originalUrl }: Request): string | undefined {
  const [, payload] = /^Bearer [^.]+\.([\w-]+)\./.exec(authorization ?? '') ?? [];
  if (payload === undefined) return /^\/([0-9a-f-]{36})\//.exec(originalUrl)?.[1];
  try {
    return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { tid?: string }).tid;
  } catch {
    return undefined;
  }
}
