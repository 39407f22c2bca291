import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { RpcClient } from '@rollcall/messaging';
import { Matches } from 'class-validator';
import { Open } from '../session/access.js';

class InvitationToken {
  @ApiProperty()
  @Matches(/^[\w-]{20,200}$/, { message: 'the link is not whole: copy all of it from the mail' })
  token: string;
}

class InvitationAccepted {
  @ApiProperty() name: string;
  @ApiProperty({ enum: ['Active'] }) status: string;
}

@ApiTags('invitations')
@Controller('invitations')
@Open()
export class InvitationsController {
  constructor(private readonly rpc: RpcClient) {}

  /** Nobody is signed in: the token is all an invited person has. They are told no more than they need. */
  @Post(':token/accept')
  @HttpCode(200)
  @ApiOkResponse({ type: InvitationAccepted })
  async accept(@Param() { token }: InvitationToken): Promise<InvitationAccepted> {
    const { name, status } = await this.rpc.request('rpc.invitations.accept', { token });
    return { name, status };
  }
}
