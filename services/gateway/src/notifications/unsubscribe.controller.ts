import { Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { RpcClient } from '@rollcall/messaging';
import { IsString, MaxLength } from 'class-validator';
import { Open } from '../session/access.js';

class UnsubscribeToken {
  @ApiProperty() @IsString() @MaxLength(100) token: string;
}

const HTML = 'text/html; charset=utf-8';
const asPage = { content: { 'text/html': { schema: { type: 'string' } } } } as const;

/** Where the links of mails lead: for mailboxes, which post, and for people, who look first. Nobody is signed in. */
@ApiTags('notifications')
@Controller('notifications/unsubscribe')
@Open()
export class UnsubscribeController {
  constructor(private readonly rpc: RpcClient) {}

  /** Changes nothing: programs that look through mail open every link. */
  @Get(':token')
  @Header('Content-Type', HTML)
  @ApiOkResponse(asPage)
  ask(@Param() _link: UnsubscribeToken): string {
    return page(
      '<p>Get no more mails about syncs that need a look?</p><form method="post"><button>No more mails</button></form>',
    );
  }

  @Post(':token')
  @HttpCode(200)
  @Header('Content-Type', HTML)
  @ApiOkResponse(asPage)
  async unsubscribe(@Param() { token }: UnsubscribeToken): Promise<string> {
    await this.rpc.request('rpc.notification-preferences.unsubscribe', { token });
    const words =
      'You get no more of these mails. The notices are in your inbox still, and what stops every sync is mailed all the same.';
    return page(`<p>${words}</p>`);
  }
}

const page = (content: string): string =>
  `<!doctype html><html lang="en"><meta name="color-scheme" content="light dark"><title>Mails of Rollcall</title><h1>Mails of Rollcall</h1>${content}</html>`;
