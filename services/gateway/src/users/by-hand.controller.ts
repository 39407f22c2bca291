import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { type AccountRequest, type Page, type Role, roles, User, UserOutcome } from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { IsBoolean, IsIn, IsObject, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { ApiPage } from '../paging/api-page.js';
import { PageQuery } from '../paging/page-query.js';
import { Account, ADMINISTRATORS, AllowedTo, PEOPLE_ADMINISTRATORS } from '../session/access.js';

class UserId {
  @ApiProperty() @IsString() @MaxLength(100) userId: string;
}

const values = {
  type: 'object',
  additionalProperties: { type: 'string', nullable: true },
  description: 'by ids of user fields, e.g. FirstName',
} as const;

class NewUser {
  @ApiProperty(values) @IsObject() values: Record<string, string | null>;
  @ApiPropertyOptional({ enum: roles, default: 'User' }) @IsOptional() @IsIn(roles) role?: Role;
  @ApiPropertyOptional({ default: true }) @IsOptional() @IsBoolean() sendInvitation?: boolean;
}

class UserEdit {
  @ApiPropertyOptional(values) @IsOptional() @IsObject() values?: Record<string, string | null>;
  @ApiPropertyOptional({ enum: roles }) @IsOptional() @IsIn(roles) role?: Role;
}

class Link {
  @ApiProperty({ description: 'the sync that left it to a decision' }) @IsUUID() runId: string;
  @ApiProperty({ description: 'object id in the directory' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  externalId: string;
}

/** What administrators do to people themselves. Who may do what to whom is decided where people are kept. */
@ApiTags('users')
@Controller('users')
@AllowedTo(PEOPLE_ADMINISTRATORS)
export class ByHandController {
  constructor(private readonly rpc: RpcClient) {}

  @Post()
  @ApiCreatedResponse({ type: User })
  create(@Account() account: AccountRequest, @Body() user: NewUser): Promise<User> {
    return this.rpc.request('rpc.users.create', { ...account, ...user });
  }

  @Patch(':userId')
  @ApiOkResponse({ type: User })
  change(@Account() account: AccountRequest, @Param() { userId }: UserId, @Body() edit: UserEdit): Promise<User> {
    return this.rpc.request('rpc.users.change', { ...account, userId, ...edit });
  }

  @Post(':userId/activate')
  @HttpCode(200)
  @ApiOkResponse({ type: User })
  activate(@Account() account: AccountRequest, @Param() { userId }: UserId): Promise<User> {
    return this.rpc.request('rpc.users.activate', { ...account, userId });
  }

  @Post(':userId/deactivate')
  @HttpCode(200)
  @ApiOkResponse({ type: User })
  deactivate(@Account() account: AccountRequest, @Param() { userId }: UserId): Promise<User> {
    return this.rpc.request('rpc.users.deactivate', { ...account, userId });
  }

  /** From now on no sync changes this user. */
  @Put(':userId/sync-exclusion')
  @AllowedTo(ADMINISTRATORS)
  @ApiOkResponse({ type: User })
  exclude(@Account() account: AccountRequest, @Param() { userId }: UserId): Promise<User> {
    return this.rpc.request('rpc.users.exclude', { ...account, userId, excluded: true });
  }

  @Delete(':userId/sync-exclusion')
  @AllowedTo(ADMINISTRATORS)
  @ApiOkResponse({ type: User })
  include(@Account() account: AccountRequest, @Param() { userId }: UserId): Promise<User> {
    return this.rpc.request('rpc.users.exclude', { ...account, userId, excluded: false });
  }

  /** Makes this user follow a directory user whom a sync did not link by itself. */
  @Post(':userId/link')
  @HttpCode(200)
  @AllowedTo(ADMINISTRATORS)
  @ApiOkResponse({ type: User })
  link(@Account() account: AccountRequest, @Param() { userId }: UserId, @Body() link: Link): Promise<User> {
    return this.rpc.request('rpc.users.link', { ...account, userId, ...link });
  }

  /** What syncs did to this user and why, the latest first. */
  @Get(':userId/history')
  @ApiPage(UserOutcome)
  history(
    @Account() account: AccountRequest,
    @Param() { userId }: UserId,
    @Query() page: PageQuery,
  ): Promise<Page<UserOutcome>> {
    return this.rpc.request('rpc.outcomes.of-user', { ...account, userId, ...page });
  }
}
