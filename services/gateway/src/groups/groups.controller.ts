import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { type AccountRequest, type Contact, Group, type Page } from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { IsString, MaxLength } from 'class-validator';
import { ApiPage } from '../paging/api-page.js';
import { PageQuery } from '../paging/page-query.js';
import { Account, AllowedTo, PEOPLE_ADMINISTRATORS } from '../session/access.js';

class GroupId {
  @ApiProperty() @IsString() @MaxLength(100) groupId: string;
}

class Member implements Contact {
  @ApiProperty() userId: string;
  @ApiProperty() name: string;
  @ApiProperty() email: string;
}

@ApiTags('groups')
@Controller('groups')
@AllowedTo(PEOPLE_ADMINISTRATORS)
export class GroupsController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ApiPage(Group)
  list(@Account() account: AccountRequest, @Query() page: PageQuery): Promise<Page<Group>> {
    return this.rpc.request('rpc.groups.list', { ...account, ...page });
  }

  @Get(':groupId/members')
  @ApiPage(Member)
  members(
    @Account() account: AccountRequest,
    @Param() { groupId }: GroupId,
    @Query() page: PageQuery,
  ): Promise<Page<Contact>> {
    return this.rpc.request('rpc.groups.members', { ...account, groupId, ...page });
  }
}
