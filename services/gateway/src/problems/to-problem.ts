import { HttpException, NotFoundException } from '@nestjs/common';
import { refusals } from '@rollcall/contracts';
import { InvalidMessageError, RefusedError, RetryLaterError, UnavailableError } from '@rollcall/messaging';
import { HttpProblem } from './http-problem.js';

/** How long to wait for a service that is away: about as long as a restart takes. */
const RESTART_SECONDS = 5;

/** The answer to whatever went wrong. What nobody expected is told without its inside. */
export function toProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof RefusedError) return refused(error);
  if (error instanceof InvalidMessageError) return new HttpProblem(400, 'invalid-request', error.message);
  if (error instanceof RetryLaterError) return putOff(error);
  if (error instanceof UnavailableError) {
    const words = 'A part of Rollcall does not answer at the moment. Try again in a few seconds.';
    return new HttpProblem(503, 'service-unavailable', words, { ...retryAfter(RESTART_SECONDS), cause: error });
  }
  if (error instanceof HttpException) return refusedByFramework(error);
  const words = 'Something went wrong in Rollcall. Try again; if it stays, tell support the requestId.';
  return new HttpProblem(500, 'internal-error', words, { cause: error });
}

function refused({ code, message, details }: RefusedError): HttpProblem {
  // A newer service may refuse with a code this version doesn't know: still a no, and no failure.
  const status = (refusals as Record<string, number>)[code] ?? 409;
  if (details === undefined) return new HttpProblem(status, code, message);
  return new HttpProblem(status, code, message, Array.isArray(details) ? { problems: details } : { details });
}

/** Microsoft's throttling goes by its own code: nothing is wrong with Rollcall then. */
function putOff(error: RetryLaterError): HttpProblem {
  const { message, code = 'service-unavailable' } = error;
  const seconds = Math.max(1, Math.ceil(error.waitMs / 1_000));
  const words = `${message}. Try again in ${seconds} s.`;
  return new HttpProblem(503, code, words, retryAfter(seconds));
}

function refusedByFramework(error: HttpException): HttpProblem {
  const status = error.getStatus();
  if (error instanceof NotFoundException) {
    return new HttpProblem(404, 'not-found', `There is nothing at this address. The API is described at /api/docs.`);
  }
  // The health check's, which says what is not ready.
  if (status === 503) {
    return new HttpProblem(503, 'service-unavailable', 'Not everything needed is there.', {
      details: error.getResponse(),
    });
  }
  // The rate limit's, whose guard has set Retry-After.
  if (status === 429)
    return new HttpProblem(429, 'too-many-requests', 'Too many requests. Wait as long as Retry-After says.');
  // https://github.com/expressjs/body-parser#errors. The parser's own words quote the body.
  const type = (error.cause as { type?: unknown } | undefined)?.type;
  if (type === 'entity.parse.failed') return new HttpProblem(400, 'malformed-json', 'The body is not JSON.');
  if (status === 413) return new HttpProblem(413, 'body-too-large', 'The body is larger than the 256 kB accepted.');
  return new HttpProblem(status, 'invalid-request', 'The request can not be read: check its address and its encoding.');
}

const retryAfter = (seconds: number): { headers: Record<string, string> } => ({
  headers: { 'Retry-After': String(seconds) },
});
