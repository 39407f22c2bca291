import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import {
  type AccountRequest,
  Delivery,
  FieldValue,
  type Page,
  User,
  UserGroup,
  type UserOrigin,
  userOrigins,
  type UserStatus,
  userStatuses,
} from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { Idempotent } from '../idempotency/idempotent.js';
import { ApiPage } from '../paging/api-page.js';
import { found } from '../paging/found.js';
import { PageQuery } from '../paging/page-query.js';
import { Account, AllowedTo, PEOPLE_ADMINISTRATORS } from '../session/access.js';

class UsersQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'part of a name or address' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  search?: string;

  @ApiPropertyOptional({ enum: userStatuses }) @IsOptional() @IsIn(userStatuses) status?: UserStatus;

  @ApiPropertyOptional({ enum: userOrigins, description: 'the directory they follow, or hand' })
  @IsOptional()
  @IsIn(userOrigins)
  origin?: UserOrigin;
}

class UserId {
  @ApiProperty() @IsString() @MaxLength(100) userId: string;
}

/** People as Kissflow has them. */
@ApiTags('users')
@ApiExtraModels(FieldValue)
@Controller('users')
@AllowedTo(PEOPLE_ADMINISTRATORS)
export class UsersController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ApiPage(User)
  list(@Account() account: AccountRequest, @Query() query: UsersQuery): Promise<Page<User>> {
    return this.rpc.request('rpc.users.list', { ...account, ...query });
  }

  @Get(':userId')
  @ApiOkResponse({ type: User })
  async get(@Account() account: AccountRequest, @Param() { userId }: UserId): Promise<User> {
    return found(await this.rpc.request('rpc.users.get', { ...account, userId }), 'There is no such user.');
  }

  /** The groups this user is in. */
  @Get(':userId/groups')
  @ApiPage(UserGroup)
  groups(
    @Account() account: AccountRequest,
    @Param() { userId }: UserId,
    @Query() page: PageQuery,
  ): Promise<Page<UserGroup>> {
    return this.rpc.request('rpc.groups.of-user', { ...account, userId, ...page });
  }

  /** Sends an invited person another invitation. */
  @Post(':userId/invitation')
  @HttpCode(202)
  @Idempotent()
  @ApiAcceptedResponse({ type: Delivery })
  invite(@Account() account: AccountRequest, @Param() { userId }: UserId): Promise<Delivery> {
    return this.rpc.request('rpc.deliveries.invite', { ...account, userId });
  }
}
