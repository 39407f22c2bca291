import { Logger } from '@nestjs/common';
import type { Request } from 'express';
import type { HttpProblem } from './http-problem.js';

const logger = new Logger('Problems');

/** Tells operators of failures; a no to a caller is none. Names the route, not the address: that may hold a code or a token. */
export function logFailure({ status, cause, message }: HttpProblem, { method, route }: Request): void {
  if (status < 500) return;
  const where = `${method} ${(route as { path?: string } | undefined)?.path ?? 'outside every route'}`;
  if (status === 500) logger.error(`${where} failed`, cause instanceof Error ? cause.stack : message);
  else logger.warn(`${where}: ${cause instanceof Error ? cause.message : message}`);
}
