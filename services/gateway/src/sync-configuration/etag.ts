import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Configuration } from '@rollcall/contracts';
import type { Request, Response } from 'express';
import { HttpProblem } from '../problems/http-problem.js';

export const ApiIfMatch = (): MethodDecorator =>
  ApiHeader({ name: 'If-Match', description: 'ETag of the draft the change was made from' });

/** The draft a change was made from, as `{ etag? }`: without If-Match, or with `*`, whatever is there is changed. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext) =>
  readIfMatch(context.switchToHttp().getRequest<Request>().get('if-match')),
);

export function readIfMatch(header: string | undefined): { etag?: string } {
  if (header === undefined || header.trim() === '*') return {};
  // A proxy that compresses answers makes the tag weak; it still names the same draft.
  const etag = /^(?:W\/)?"([^"]{1,100})"$/.exec(header.trim())?.[1];
  if (etag !== undefined) return { etag };
  throw new HttpProblem(
    400,
    'invalid-request',
    'If-Match must be one ETag as GET /sync-configuration sends it, in quotes.',
  );
}

/** Tells the draft's ETag, for the next change. */
export function withEtag(response: Response, configuration: Configuration): Configuration {
  if (configuration.draft) response.set('ETag', `"${configuration.draft.etag}"`);
  return configuration;
}
