import { randomUUID } from 'node:crypto';
import { All, Controller, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Fault } from '../control/faults.service.js';
import { spoil } from '../control/spoil.js';
import { BatchService } from './batch.service.js';
import { CallerService } from './caller.service.js';
import { GraphError } from './graph-error.js';
import type { GraphAnswer } from './graph-request.js';
import { GraphService } from './graph.service.js';

/** Microsoft Graph v1.0. */
@Controller('v1.0')
export class GraphController {
  constructor(
    private readonly graph: GraphService,
    private readonly batch: BatchService,
    private readonly callers: CallerService,
  ) {}

  @All('*path')
  async answer(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { status, headers, body } = spoil(
      await this.find(request),
      request.originalUrl,
      response.locals['fault'] as Fault | undefined,
    );
    const id = randomUUID();
    response.status(status).set({
      ...headers,
      'request-id': id,
      'client-request-id': request.get('client-request-id') ?? id,
    });
    response.end(body);
  }

  private async find(request: Request): Promise<GraphAnswer> {
    try {
      const { caller, tenant } = await this.callers.read(request.headers.authorization);
      const url = request.originalUrl.slice('/v1.0'.length);
      if (url === '/$batch' && request.method === 'POST') return this.batch.answer(request.body, caller, tenant);
      return this.graph.answer(request.method, url, request.get('consistencylevel'), caller, tenant);
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      return this.graph.refusal(error);
    }
  }
}
