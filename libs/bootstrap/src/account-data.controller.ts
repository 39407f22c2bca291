import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AccountErased } from '@rollcall/contracts';
import { Handles } from '@rollcall/messaging';
import { AccountDataRepository } from './account-data.repository.js';

/** In every service with a database: an account that goes leaves nothing in it. */
@Controller()
export class AccountDataController {
  constructor(private readonly data: AccountDataRepository) {}

  @Handles('account.erased')
  erased(@Payload() { accountId }: AccountErased): Promise<void> {
    return this.data.erase(accountId);
  }
}
