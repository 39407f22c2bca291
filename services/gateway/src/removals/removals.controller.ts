import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import {
  type AccountRequest,
  type Page,
  Removal,
  RemovalsDecided,
  type RemovalState,
  removalStates,
} from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { IsIn, IsOptional } from 'class-validator';
import type { Response } from 'express';
import { Idempotent } from '../idempotency/idempotent.js';
import { ApiPage } from '../paging/api-page.js';
import { PageQuery } from '../paging/page-query.js';
import { Account } from '../session/access.js';
import { RequestedRuns } from '../sync-runs/requested-runs.js';
import { Decision, readDecision } from './decision.js';

class RemovalsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: removalStates }) @IsOptional() @IsIn(removalStates) state?: RemovalState;
}

@ApiTags('removals')
@Controller('removals')
export class RemovalsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly runs: RequestedRuns,
  ) {}

  /** People who are gone from the directory, and what becomes of them here. */
  @Get()
  @ApiPage(Removal, {
    sometimes: { asOf: { type: 'string', description: 'what a decision about the people listed has to name' } },
  })
  list(@Account() account: AccountRequest, @Query() query: RemovalsQuery): Promise<Page<Removal> & { asOf?: string }> {
    return this.rpc.request('rpc.removals.list', { ...account, ...query });
  }

  /** Decides about people whose removal is held. The approved are proved again by a run of their own. */
  @Post('decide')
  @HttpCode(200)
  @Idempotent()
  @ApiOkResponse({ type: RemovalsDecided })
  async decide(
    @Account() account: AccountRequest,
    @Body() decision: Decision,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RemovalsDecided> {
    const decided = await this.rpc.request('rpc.removals.decide', { ...account, ...readDecision(decision) });
    if (decided.runId !== undefined) await this.runs.tell(response, account, decided.runId);
    return decided;
  }
}
