import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { currentTraceId } from '@rollcall/messaging';
import type { Request, Response } from 'express';
import type { HttpProblem, ProblemDocument } from './http-problem.js';
import { logFailure } from './log-failure.js';
import { toProblem } from './to-problem.js';

/** Every error that leaves the gateway leaves it here. */
@Catch()
export class ProblemsFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const problem = toProblem(error);
    logFailure(problem, host.switchToHttp().getRequest<Request>());
    if (response.headersSent) {
      // Half an answer that ends well would be taken for a whole one.
      response.destroy();
      return;
    }
    response.status(problem.status).set(problem.headers).type('application/problem+json').json(describe(problem));
  }
}

function describe({ status, code, message, extras }: HttpProblem): ProblemDocument {
  const requestId = currentTraceId();
  return {
    status,
    title: STATUS_CODES[status] ?? '',
    code,
    detail: message,
    ...extras,
    ...(requestId && { requestId }),
  };
}
