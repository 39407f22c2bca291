import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { AccountErased } from '@rollcall/contracts';
import { Handles } from '@rollcall/messaging';
import { AccountDataService } from './account-data.service.js';

/** In every service with a database: an account that goes leaves nothing in it. */
@Controller()
export class AccountDataController {
  constructor(private readonly accounts: AccountDataService) {}

  @Handles('account.erased')
  erased(@Payload() event: AccountErased): Promise<void> {
    return this.accounts.erase(event);
  }
}
