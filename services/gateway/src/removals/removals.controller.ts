import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import {
  type AccountRequest,
  type Page,
  Removal,
  RemovalsDecided,
  type RemovalState,
  removalStates,
  Use,
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

/** A removal, and what it would cut. */
class RemovalWithUse extends Removal {
  @ApiPropertyOptional({ description: 'absent where the user is gone' }) use?: Use;
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
  @ApiPage(RemovalWithUse, {
    sometimes: { asOf: { type: 'string', description: 'what a decision about the people listed has to name' } },
  })
  async list(
    @Account() account: AccountRequest,
    @Query() query: RemovalsQuery,
  ): Promise<Page<RemovalWithUse> & { asOf?: string }> {
    const { items, ...place } = await this.rpc.request('rpc.removals.list', { ...account, ...query });
    const userIds = items.map(({ userId }) => userId);
    const { users } = await this.rpc.request('rpc.users.describe-use', { ...account, userIds });
    const uses = new Map(users.map(({ userId, ...use }) => [userId, use]));
    return { items: items.map((removal) => ({ ...removal, use: uses.get(removal.userId) })), ...place };
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
