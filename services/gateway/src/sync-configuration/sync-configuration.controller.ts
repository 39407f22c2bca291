import { Controller, Delete, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type AccountRequest, Activated, Configuration } from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import type { Response } from 'express';
import { Idempotent } from '../idempotency/idempotent.js';
import { Account } from '../session/access.js';
import { RequestedRuns } from '../sync-runs/requested-runs.js';
import { ApiIfMatch, IfMatch, withEtag } from './etag.js';

@ApiTags('sync configuration')
@Controller('sync-configuration')
export class SyncConfigurationController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly requested: RequestedRuns,
  ) {}

  @Get()
  @ApiOkResponse({
    type: Configuration,
    headers: { ETag: { description: 'of the draft', schema: { type: 'string' } } },
  })
  async get(
    @Account() account: AccountRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Configuration> {
    return withEtag(response, await this.rpc.request('rpc.configuration.get', account));
  }

  /** Save & sync now. */
  @Post('activate')
  @HttpCode(202)
  @Idempotent()
  @ApiIfMatch()
  @ApiAcceptedResponse({ type: Activated })
  async activate(
    @Account() account: AccountRequest,
    @IfMatch() from: { etag?: string },
    @Res({ passthrough: true }) response: Response,
  ): Promise<Activated> {
    const activated = await this.rpc.request('rpc.configuration.activate', { ...account, ...from });
    await this.requested.tell(response, account, activated.runId);
    return activated;
  }

  @Post('disable')
  @HttpCode(200)
  @ApiOkResponse({ type: Configuration })
  disable(@Account() account: AccountRequest): Promise<Configuration> {
    return this.rpc.request('rpc.configuration.disable', account);
  }

  @Post('enable')
  @HttpCode(200)
  @ApiOkResponse({ type: Configuration })
  enable(@Account() account: AccountRequest): Promise<Configuration> {
    return this.rpc.request('rpc.configuration.enable', account);
  }

  /** Removes configuration and connection; users stay. Where there is nothing, it is done already. */
  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse()
  async delete(@Account() account: AccountRequest): Promise<void> {
    await this.rpc.request('rpc.configuration.delete', account);
  }
}
