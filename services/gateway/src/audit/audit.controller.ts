import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { type AccountRequest, AuditEntry } from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { IsISO8601, IsOptional, IsString, MaxLength } from 'class-validator';
import type { Response } from 'express';
import { PageQuery } from '../paging/page-query.js';
import { ApiList, sendList } from '../paging/send-list.js';
import type { Columns } from '../paging/write-csv.js';
import { Account } from '../session/access.js';

class AuditQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'id of who did it' }) @IsOptional() @IsString() @MaxLength(100) actor?: string;

  @ApiPropertyOptional({ example: 'Updated user sync configuration' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  action?: string;

  @ApiPropertyOptional({ description: 'part of a name, an action, or of what it was done to' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;

  @ApiPropertyOptional({ format: 'date-time' }) @IsOptional() @IsISO8601() from?: string;
  @ApiPropertyOptional({ format: 'date-time' }) @IsOptional() @IsISO8601() to?: string;
}

const columns: Columns<AuditEntry> = {
  At: ({ at }) => at,
  Who: ({ actor }) => actor?.name ?? 'Rollcall',
  'User ID': ({ actor }) => actor?.userId,
  Role: ({ actor }) => actor?.role,
  Action: ({ action }) => action,
  Target: ({ target }) => target,
  Before: ({ before }) => before && JSON.stringify(before),
  After: ({ after }) => after && JSON.stringify(after),
};

/** Who changed what, from what to what, newest first: a page as JSON, or all of it as CSV. */
@ApiTags('audit')
@Controller('audit')
export class AuditController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ApiList(AuditEntry)
  async list(
    @Account() account: AccountRequest,
    @Query() { actor: by, ...query }: AuditQuery,
    @Res() response: Response,
  ): Promise<void> {
    const wanted = { ...account, ...query, ...(by !== undefined && { by }) };
    const ask = (page: typeof wanted) => this.rpc.request('rpc.audit.list', page);
    await sendList(response, wanted, ask, { file: 'audit', columns });
  }
}
