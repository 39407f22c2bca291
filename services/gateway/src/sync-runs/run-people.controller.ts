import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { type AccountRequest, Outcome, type OutcomeAction, outcomeActions } from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Response } from 'express';
import { PageQuery } from '../paging/page-query.js';
import { ApiList, sendList } from '../paging/send-list.js';
import type { Columns } from '../paging/write-csv.js';
import { Account } from '../session/access.js';
import { RequestedRuns } from './requested-runs.js';
import { RunId } from './sync-runs.controller.js';

class PeopleQuery extends PageQuery {
  @ApiPropertyOptional({ enum: outcomeActions }) @IsOptional() @IsIn(outcomeActions) outcome?: OutcomeAction;
  @ApiPropertyOptional({ description: 'part of a name' }) @IsOptional() @IsString() @MaxLength(200) search?: string;
}

const columns: Columns<Outcome> = {
  Name: ({ name }) => name,
  'Directory ID': ({ externalId }) => externalId,
  Outcome: ({ action }) => action,
  'Kissflow user ID': ({ userId }) => userId,
  Reason: ({ reason, reasons }) => [reason ?? [], reasons.map(({ message }) => message)].flat(2).join(' '),
  Changes: ({ changes }) => changes.map(({ field, from, to }) => `${field}: ${from ?? '-'} > ${to ?? '-'}`).join('; '),
  At: ({ at }) => at,
};

/** What a run did to whom, and why: a page as JSON, or everybody as CSV. */
@ApiTags('sync runs')
@Controller('sync-runs/:runId/people')
export class RunPeopleController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly runs: RequestedRuns,
  ) {}

  @Get()
  @ApiList(Outcome)
  async list(
    @Account() account: AccountRequest,
    @Param() { runId }: RunId,
    @Query() { outcome, ...query }: PeopleQuery,
    @Res() response: Response,
  ): Promise<void> {
    await this.runs.get(account, runId);
    const wanted = { ...account, runId, ...query, ...(outcome && { action: outcome }) };
    const ask = (page: typeof wanted) => this.rpc.request('rpc.outcomes.list', page);
    await sendList(response, wanted, ask, { file: `sync-run-${runId}`, columns });
  }
}
