import { type CallHandler, type ExecutionContext, Injectable, Logger, type NestInterceptor } from '@nestjs/common';
import { describeError, type SharedRecord, SharedRecords } from '@rollcall/messaging';
import type { Response } from 'express';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { HttpProblem } from '../problems/http-problem.js';
import type { SignedInRequest } from '../session/access.js';
import { type IdentifiedRequest, identifyRequest } from './identify-request.js';
import { type KeptAnswer, openAnswer, sealAnswer } from './seal-answer.js';

/** Which request came under a key, since when it is in hand, and its answer once there is one. */
interface KeptRequest {
  fingerprint: string;
  since: number;
  answer?: string;
  failed?: true;
}

/** Longer than any request takes to be answered: a gateway that went down with it never answers. */
const abandonedAfterMs = 120_000;

/** Whatever was begun under an Idempotency-Key is begun once, whichever gateways the request reaches. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly logger = new Logger(IdempotencyInterceptor.name);

  constructor(private readonly records: SharedRecords) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const http = context.switchToHttp();
    const request = identifyRequest(http.getRequest<SignedInRequest>());
    return request ? from(this.once(request, http.getResponse<Response>(), next)) : next.handle();
  }

  private async once(request: IdentifiedRequest, response: Response, next: CallHandler<unknown>): Promise<unknown> {
    const before = await this.records.find<KeptRequest>(request.key);
    const answer = before && answerOf(before.value, request);
    if (answer) {
      if (answer.location !== undefined) response.set('Location', answer.location);
      return answer.body;
    }
    const inHand = { fingerprint: request.fingerprint, since: Date.now() };
    const mine = await this.records.keep<KeptRequest>(request.key, inHand, before);
    if (!mine) throw inProgress();
    return this.answerAndKeep(request, mine, response, next);
  }

  private async answerAndKeep(
    { key, secret }: IdentifiedRequest,
    mine: SharedRecord<KeptRequest>,
    response: Response,
    next: CallHandler<unknown>,
  ): Promise<unknown> {
    const keep = (more: Partial<KeptRequest>) => this.keepIfPossible(key, { ...mine.value, ...more }, mine);
    try {
      const body = await lastValueFrom(next.handle());
      const location = response.get('Location');
      await keep({ answer: sealAnswer({ body, ...(location !== undefined && { location }) }, secret) });
      return body;
    } catch (error) {
      await keep({ failed: true });
      throw error;
    }
  }

  /** What was asked for is done, or has failed: the bus being away changes nothing about that. */
  private async keepIfPossible(key: string, value: KeptRequest, mine: SharedRecord<KeptRequest>): Promise<void> {
    try {
      await this.records.keep(key, value, mine);
    } catch (error) {
      this.logger.warn(`a request will not be known by its Idempotency-Key: ${describeError(error)}`);
    }
  }
}

/** Undefined for a request that is to be carried out: it failed before, or nobody has it in hand any more. */
function answerOf(kept: KeptRequest, { fingerprint, secret }: IdentifiedRequest): KeptAnswer | undefined {
  const isOver = kept.failed ?? (kept.answer === undefined && Date.now() - kept.since > abandonedAfterMs);
  if (isOver) return undefined;
  if (kept.fingerprint !== fingerprint) {
    const words = 'This Idempotency-Key came with another request before. Make a new one for each new request.';
    throw new HttpProblem(422, 'idempotency-key-reused', words);
  }
  if (kept.answer !== undefined) return openAnswer(kept.answer, secret);
  throw inProgress();
}

function inProgress(): HttpProblem {
  const words = 'The same request, with this Idempotency-Key, is being answered just now. Send it again in 2 s.';
  return new HttpProblem(409, 'request-in-progress', words, { headers: { 'Retry-After': '2' } });
}
