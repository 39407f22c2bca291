import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { type AccountRequest, type Actor, InboxNotice, NotificationPreferences, type Page } from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { IsUUID } from 'class-validator';
import { ApiPage } from '../paging/api-page.js';
import { PageQuery } from '../paging/page-query.js';
import { Account, AllowedTo, EVERYBODY } from '../session/access.js';

class NoticeId {
  @ApiProperty() @IsUUID() id: string;
}

class Unread {
  @ApiProperty({ description: 'notices not read yet' }) unread: number;
}

/** The inbox of the person signed in. */
@ApiTags('notifications')
@Controller('notifications')
@AllowedTo(EVERYBODY)
export class NotificationsController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ApiPage(InboxNotice, { always: { unread: { type: 'integer' } } })
  list(
    @Account() { accountId, actor }: AccountRequest & { actor: Actor },
    @Query() page: PageQuery,
  ): Promise<Page<InboxNotice> & Unread> {
    return this.rpc.request('rpc.inbox.list', { accountId, actor, userId: actor.userId, ...page });
  }

  @Post('read-all')
  @HttpCode(200)
  @ApiOkResponse({ type: Unread })
  readAll(@Account() { accountId, actor }: AccountRequest & { actor: Actor }): Promise<Unread> {
    return this.rpc.request('rpc.inbox.read', { accountId, actor, userId: actor.userId });
  }

  @Get('preferences')
  @ApiOkResponse({ type: NotificationPreferences })
  preferences(@Account() { accountId, actor }: AccountRequest & { actor: Actor }): Promise<NotificationPreferences> {
    return this.rpc.request('rpc.notification-preferences.get', { accountId, actor, userId: actor.userId });
  }

  @Put('preferences')
  @ApiOkResponse({ type: NotificationPreferences })
  setPreferences(
    @Account() { accountId, actor }: AccountRequest & { actor: Actor },
    @Body() { email }: NotificationPreferences,
  ): Promise<NotificationPreferences> {
    return this.rpc.request('rpc.notification-preferences.set', { accountId, actor, userId: actor.userId, email });
  }

  @Post(':id/read')
  @HttpCode(200)
  @ApiOkResponse({ type: Unread })
  read(@Account() { accountId, actor }: AccountRequest & { actor: Actor }, @Param() { id }: NoticeId): Promise<Unread> {
    return this.rpc.request('rpc.inbox.read', { accountId, actor, userId: actor.userId, noticeId: id });
  }
}
