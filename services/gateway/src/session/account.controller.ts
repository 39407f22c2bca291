import { Controller, Delete, HttpCode, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { AccountRequest, Actor } from '@rollcall/contracts';
import { InvalidMessageError, RpcClient } from '@rollcall/messaging';
import { IsString, MaxLength } from 'class-validator';
import { Account, AllowedTo } from './access.js';

class Confirmation {
  @ApiProperty({ description: 'id of the account, so that nobody does this by mistake' })
  @IsString()
  @MaxLength(100)
  confirm: string;
}

class Erasure {
  @ApiProperty({ type: [String], description: 'what goes, within minutes' }) erased: string[];
  @ApiProperty({ type: [String], description: 'what stays, and why' }) kept: string[];
}

const ERASURE: Erasure = {
  erased: [
    'configuration and connection',
    'users, groups and custom fields',
    'runs with what they did to whom',
    'removals, mapping tests, notices, mails and invitations',
  ],
  kept: [
    'the audit trail: who changed which setting and when, this erasure too',
    'events on the bus, which hold ids and no attribute values, until they are 14 days old',
    'that the account was erased, and when, for 30 days: nothing that was still under way brings it back',
  ],
};

@ApiTags('account')
@Controller('account')
@AllowedTo(['SuperAdmin'])
export class AccountController {
  constructor(private readonly rpc: RpcClient) {}

  /** Erases all that is stored of the account, but for its audit trail. There is no way back. */
  @Delete()
  @HttpCode(202)
  @ApiAcceptedResponse({ type: Erasure })
  async erase(
    @Account() account: AccountRequest & { actor: Actor },
    @Query() { confirm }: Confirmation,
  ): Promise<Erasure> {
    if (confirm !== account.accountId)
      throw new InvalidMessageError('confirm must be the id of your account, as GET /me has it');
    await this.rpc.request('rpc.account.erase', account);
    return ERASURE;
  }
}
