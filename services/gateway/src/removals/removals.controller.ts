import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import {
  type AccountRequest,
  type Page,
  Removal,
  RemovalsDecided,
  type RemovalState,
  removalStates,
} from '@rollcall/contracts';
import { InvalidMessageError, RpcClient } from '@rollcall/messaging';
import { ArrayMaxSize, IsArray, IsIn, IsISO8601, IsOptional, IsString, MaxLength, ValidateIf } from 'class-validator';
import type { Response } from 'express';
import { ApiPage } from '../paging/api-page.js';
import { PageQuery } from '../paging/page-query.js';
import { Account } from '../session/access.js';
import { RequestedRuns } from '../sync-runs/requested-runs.js';

class RemovalsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: removalStates }) @IsOptional() @IsIn(removalStates) state?: RemovalState;
}

const idsOrAll = {
  oneOf: [
    { type: 'array', items: { type: 'string' } },
    { type: 'string', enum: ['all'] },
  ],
};

/** Either `approve` or `keep`: ids in the directory, or "all" who wait. */
class Decision {
  @ApiPropertyOptional(idsOrAll)
  @ValidateIf(({ approve }: Decision) => approve !== undefined && approve !== 'all')
  @ArrayMaxSize(10_000)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  @IsArray({ message: 'approve must be "all" or a list of ids' })
  approve?: string[] | 'all';

  @ApiPropertyOptional(idsOrAll)
  @ValidateIf(({ keep }: Decision) => keep !== undefined && keep !== 'all')
  @ArrayMaxSize(10_000)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  @IsArray({ message: 'keep must be "all" or a list of ids' })
  keep?: string[] | 'all';

  @ApiProperty({ description: 'the asOf of the list that was looked at: who was held later is not decided about' })
  @IsISO8601()
  asOf: string;
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
  @ApiOkResponse({ type: RemovalsDecided })
  async decide(
    @Account() account: AccountRequest,
    @Body() { approve, keep, asOf }: Decision,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RemovalsDecided> {
    const whom = approve ?? keep;
    if (whom === undefined || (approve !== undefined && keep !== undefined)) {
      throw new InvalidMessageError('Say either approve or keep, with a list of ids or "all".');
    }
    const decided = await this.rpc.request('rpc.removals.decide', {
      ...account,
      decision: approve === undefined ? 'keep' : 'approve',
      ...(whom !== 'all' && { externalIds: whom }),
      asOf,
    });
    if (decided.runId !== undefined) this.runs.tell(response, account, decided.runId);
    return decided;
  }
}
