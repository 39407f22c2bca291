import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type AccountRequest, Connection, ProviderState } from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { ApiPage } from '../paging/api-page.js';
import { found } from '../paging/found.js';
import { Account } from '../session/access.js';

@ApiTags('identity providers')
@Controller('identity-providers')
export class IdentityProvidersController {
  constructor(private readonly rpc: RpcClient) {}

  @Get()
  @ApiPage(ProviderState)
  async list(@Account() account: AccountRequest): Promise<{ items: ProviderState[] }> {
    const { providers } = await this.rpc.request('rpc.providers.list', account);
    return { items: providers };
  }

  @Get('azure/connection')
  @ApiOkResponse({ type: Connection })
  async connection(@Account() account: AccountRequest): Promise<Connection> {
    const connection = await this.rpc.request('rpc.connection.get', account);
    return found(connection, 'No Azure AD tenant is connected. Sign in with Azure AD first.');
  }
}
