import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { type AccountRequest, Outcome, type OutcomeAction, outcomeActions, type Page } from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Request, Response } from 'express';
import { ApiPage } from '../paging/api-page.js';
import { PageQuery } from '../paging/page-query.js';
import { Account } from '../session/access.js';
import { RequestedRuns } from './requested-runs.js';
import { RunId } from './sync-runs.controller.js';
import { csvHead, csvLine } from './write-csv.js';

class PeopleQuery extends PageQuery {
  @ApiPropertyOptional({ enum: outcomeActions }) @IsOptional() @IsIn(outcomeActions) outcome?: OutcomeAction;
  @ApiPropertyOptional({ description: 'part of a name' }) @IsOptional() @IsString() @MaxLength(200) search?: string;
}

/** What a run did to whom, and why: a page as JSON, or everybody as CSV. */
@ApiTags('sync runs')
@Controller('sync-runs/:runId/people')
export class RunPeopleController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly runs: RequestedRuns,
  ) {}

  @Get()
  @ApiPage(Outcome)
  @ApiProduces('application/json', 'text/csv')
  async list(
    @Account() account: AccountRequest,
    @Param() { runId }: RunId,
    @Query() { outcome, ...query }: PeopleQuery,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    await this.runs.get(account, runId);
    const wanted = { ...account, runId, ...query, ...(outcome && { action: outcome }) };
    if (request.accepts(['json', 'csv']) === 'csv') await this.sendCsv(response, wanted);
    else response.json(await this.rpc.request('rpc.outcomes.list', wanted));
  }

  private async sendCsv(response: Response, wanted: AccountRequest & { runId: string }): Promise<void> {
    const request = { ...wanted, limit: 200 };
    // Before the head is sent: so far an error can still be answered as one.
    const first = await this.rpc.request('rpc.outcomes.list', request);
    response.type('text/csv').attachment(`sync-run-${wanted.runId}.csv`);
    await pipeline(Readable.from(this.csv(first, request)), response);
  }

  private async *csv(page: Page<Outcome>, request: AccountRequest & { runId: string }): AsyncGenerator<string> {
    yield csvHead;
    for (
      let { items, next } = page;
      ;
      { items, next } = await this.rpc.request('rpc.outcomes.list', { ...request, cursor: next })
    ) {
      yield items.map((outcome) => csvLine(outcome)).join('');
      if (next === undefined) return;
    }
  }
}
