import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import {
  type AccountRequest,
  CountedReason,
  type Page,
  Run,
  type RunKind,
  runKinds,
  runStatuses,
  type RunStatus,
  type Trigger,
  triggers,
} from '@rollcall/contracts';
import { InvalidMessageError, RpcClient } from '@rollcall/messaging';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { Response } from 'express';
import { Idempotent } from '../idempotency/idempotent.js';
import { ApiPage } from '../paging/api-page.js';
import { PageQuery } from '../paging/page-query.js';
import { Account } from '../session/access.js';
import { RequestedRuns } from './requested-runs.js';

class NewRun {
  @ApiProperty({ enum: runKinds }) @IsIn(runKinds) kind: RunKind;

  @ApiPropertyOptional({ enum: ['draft', 'active'], default: 'draft', description: 'what a preview tries out' })
  @IsOptional()
  @IsIn(['draft', 'active'])
  of?: 'draft' | 'active';
}

class RunsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: runKinds, default: 'sync' }) @IsOptional() @IsIn(runKinds) kind?: RunKind;
  @ApiPropertyOptional({ enum: runStatuses }) @IsOptional() @IsIn(runStatuses) status?: RunStatus;
  @ApiPropertyOptional({ enum: triggers }) @IsOptional() @IsIn(triggers) trigger?: Trigger;
}

class RunRequested {
  @ApiProperty() runId: string;
}

export class RunId {
  @ApiProperty() @IsUUID() runId: string;
}

class Reasons {
  @ApiProperty({ type: [CountedReason] }) reasons: CountedReason[];
}

class Cancelled {
  @ApiProperty({ description: 'it ends after the page in hand, or at once where it was still queued' })
  cancelled: boolean;
}

@ApiTags('sync runs')
@Controller('sync-runs')
export class SyncRunsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly requested: RequestedRuns,
  ) {}

  /** Sync now, or a preview of what a sync would do. While one of the kind is queued, this is that one. */
  @Post()
  @HttpCode(202)
  @Idempotent()
  @ApiAcceptedResponse({ type: RunRequested })
  async request(
    @Account() account: AccountRequest,
    @Body() { kind, of }: NewRun,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RunRequested> {
    if (kind === 'sync' && of !== undefined) {
      throw new InvalidMessageError('of is for previews: a sync is always of what is active');
    }
    const { runId } = await this.rpc.request('rpc.sync.request', {
      ...account,
      ...(kind === 'preview' && { kind, of }),
    });
    await this.requested.tell(response, account, runId);
    return { runId };
  }

  @Get()
  @ApiPage(Run)
  list(@Account() account: AccountRequest, @Query() page: RunsQuery): Promise<Page<Run>> {
    return this.rpc.request('rpc.runs.list', { ...account, ...page });
  }

  @Get(':runId')
  @ApiOkResponse({ type: Run })
  get(@Account() account: AccountRequest, @Param() { runId }: RunId): Promise<Run> {
    return this.requested.get(account, runId);
  }

  /** Why people were rejected, and how many for each reason: of a preview, how many a mapping would fail for. */
  @Get(':runId/reasons')
  @ApiOkResponse({ type: Reasons })
  async reasons(@Account() account: AccountRequest, @Param() { runId }: RunId): Promise<Reasons> {
    await this.requested.get(account, runId);
    return this.rpc.request('rpc.outcomes.reasons', { ...account, runId });
  }

  @Post(':runId/cancel')
  @HttpCode(200)
  @ApiOkResponse({ type: Cancelled })
  cancel(@Account() account: AccountRequest, @Param() { runId }: RunId): Promise<Cancelled> {
    return this.rpc.request('rpc.runs.cancel', { ...account, runId });
  }
}
