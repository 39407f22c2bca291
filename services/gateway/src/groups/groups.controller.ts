import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { type AccountRequest, Group, GroupClash, Member, type Page } from '@rollcall/contracts';
import { InvalidMessageError, RpcClient } from '@rollcall/messaging';
import { IsBoolean, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { ApiPage } from '../paging/api-page.js';
import { found } from '../paging/found.js';
import { PageQuery } from '../paging/page-query.js';
import { Account, ADMINISTRATORS, AllowedTo, PEOPLE_ADMINISTRATORS } from '../session/access.js';

class GroupId {
  @ApiProperty() @IsString() @MaxLength(100) groupId: string;
}

class DirectoryGroupId {
  @ApiProperty() @IsString() @MaxLength(100) externalId: string;
}

/** Either of the two. */
class ClashDecision {
  @ApiPropertyOptional({ description: 'true: the group that has the name is the same one' })
  @IsOptional()
  @IsBoolean()
  link?: boolean;

  @ApiPropertyOptional() @IsOptional() @IsString() @MinLength(1) @MaxLength(256) name?: string;
}

class GroupsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'part of a name' }) @IsOptional() @IsString() @MaxLength(200) search?: string;
}

@ApiTags('groups')
@Controller('groups')
@AllowedTo(PEOPLE_ADMINISTRATORS)
export class GroupsController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ApiPage(Group)
  list(@Account() account: AccountRequest, @Query() query: GroupsQuery): Promise<Page<Group>> {
    return this.rpc.request('rpc.groups.list', { ...account, ...query });
  }

  /** Directory groups that are not synced, since their name is taken. */
  @Get('clashes')
  @ApiPage(GroupClash)
  async clashes(@Account() account: AccountRequest): Promise<{ items: GroupClash[] }> {
    return { items: (await this.rpc.request('rpc.groups.clashes', account)).clashes };
  }

  /** Links the group that has the name, or makes one of another name. The next sync fills it. */
  @Post('clashes/:externalId')
  @HttpCode(200)
  @AllowedTo(ADMINISTRATORS)
  @ApiOkResponse({ type: Group })
  decide(
    @Account() account: AccountRequest,
    @Param() { externalId }: DirectoryGroupId,
    @Body() { link, name }: ClashDecision,
  ): Promise<Group> {
    if ((link === true) === (name !== undefined)) throw new InvalidMessageError('Say either link, or another name.');
    return this.rpc.request('rpc.groups.decide', { ...account, externalId, ...(name !== undefined && { name }) });
  }

  @Get(':groupId')
  @ApiOkResponse({ type: Group })
  async get(@Account() account: AccountRequest, @Param() { groupId }: GroupId): Promise<Group> {
    return found(await this.rpc.request('rpc.groups.get', { ...account, groupId }), 'There is no such group.');
  }

  @Get(':groupId/members')
  @ApiPage(Member)
  members(
    @Account() account: AccountRequest,
    @Param() { groupId }: GroupId,
    @Query() page: PageQuery,
  ): Promise<Page<Member>> {
    return this.rpc.request('rpc.groups.members', { ...account, groupId, ...page });
  }
}
