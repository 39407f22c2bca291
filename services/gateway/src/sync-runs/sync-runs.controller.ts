import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { type AccountRequest, type Page, Run } from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { IsIn, IsUUID } from 'class-validator';
import type { Response } from 'express';
import { ApiPage } from '../paging/api-page.js';
import { PageQuery } from '../paging/page-query.js';
import { Account } from '../session/access.js';
import { RequestedRuns } from './requested-runs.js';

class NewRun {
  @ApiProperty({ enum: ['sync'] }) @IsIn(['sync']) kind: 'sync';
}

class RunRequested {
  @ApiProperty() runId: string;
}

export class RunId {
  @ApiProperty() @IsUUID() runId: string;
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

  /** Sync now. While a run is queued, this is that run. */
  @Post()
  @HttpCode(202)
  @ApiAcceptedResponse({ type: RunRequested })
  async request(
    @Account() account: AccountRequest,
    @Body() _run: NewRun,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RunRequested> {
    const { runId } = await this.rpc.request('rpc.sync.request', account);
    this.requested.tell(response, account, runId);
    return { runId };
  }

  @Get()
  @ApiPage(Run)
  list(@Account() account: AccountRequest, @Query() page: PageQuery): Promise<Page<Run>> {
    return this.rpc.request('rpc.runs.list', { ...account, ...page });
  }

  @Get(':runId')
  @ApiOkResponse({ type: Run })
  get(@Account() account: AccountRequest, @Param() { runId }: RunId): Promise<Run> {
    return this.requested.get(account, runId);
  }

  @Post(':runId/cancel')
  @HttpCode(200)
  @ApiOkResponse({ type: Cancelled })
  cancel(@Account() account: AccountRequest, @Param() { runId }: RunId): Promise<Cancelled> {
    return this.rpc.request('rpc.runs.cancel', { ...account, runId });
  }
}
