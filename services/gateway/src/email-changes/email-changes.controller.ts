import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import {
  type AccountRequest,
  EmailChange,
  type EmailChangeState,
  emailChangeStates,
  type Page,
} from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { IsIn, IsOptional } from 'class-validator';
import { ApiPage } from '../paging/api-page.js';
import { PageQuery } from '../paging/page-query.js';
import { Decision, readDecision } from '../removals/decision.js';
import { Account } from '../session/access.js';

class EmailChangesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: emailChangeStates }) @IsOptional() @IsIn(emailChangeStates) state?: EmailChangeState;
}

class EmailChangesDecided {
  @ApiProperty({ description: 'how many people this decided about' }) people: number;
}

@ApiTags('email changes')
@Controller('email-changes')
export class EmailChangesController {
  constructor(private readonly rpc: RpcClient) {}

  /** Changes of address that wait, since a sync would have changed so many at once. */
  @Get()
  @ApiPage(EmailChange, {
    sometimes: { asOf: { type: 'string', description: 'what a decision about the people listed has to name' } },
  })
  list(
    @Account() account: AccountRequest,
    @Query() query: EmailChangesQuery,
  ): Promise<Page<EmailChange> & { asOf?: string }> {
    return this.rpc.request('rpc.email-changes.list', { ...account, ...query });
  }

  /** Decides about them. The next sync carries out what is approved; who is kept keeps the address they have. */
  @Post('decide')
  @HttpCode(200)
  @ApiOkResponse({ type: EmailChangesDecided })
  decide(@Account() account: AccountRequest, @Body() decision: Decision): Promise<EmailChangesDecided> {
    return this.rpc.request('rpc.email-changes.decide', { ...account, ...readDecision(decision) });
  }
}
