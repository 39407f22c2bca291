import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProperty, ApiTags } from '@nestjs/swagger';
import { type AccountRequest, Connection, providers, ProviderState, SwitchOffProvider } from '@rollcall/contracts';
import { RpcClient, validate } from '@rollcall/messaging';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { ApiPage } from '../paging/api-page.js';
import { found } from '../paging/found.js';
import { Account } from '../session/access.js';

class TenantDecision {
  @ApiProperty({ description: 'the tenant that waits, as it was shown' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  tenantId: string;
}

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

  /** Frees the place for another provider; users stay as they are. For azure it is the same as disabling its sync. */
  @Post(':provider/switch-off')
  @HttpCode(200)
  @ApiParam({ name: 'provider', enum: providers })
  @ApiPage(ProviderState)
  async switchOff(
    @Account() account: AccountRequest,
    @Param('provider') provider: string,
  ): Promise<{ items: ProviderState[] }> {
    const request = validate(SwitchOffProvider, { ...account, provider }, 'the address');
    const { providers: items } = await this.rpc.request('rpc.providers.switch-off', request);
    return { items };
  }

  @Get('azure/connection')
  @ApiOkResponse({ type: Connection })
  async connection(@Account() account: AccountRequest): Promise<Connection> {
    const connection = await this.rpc.request('rpc.connection.get', account);
    return found(connection, 'No Azure AD tenant is connected. Sign in with Azure AD first.');
  }

  /** Puts the tenant that waits in the place of the connected one. Its configuration is removed; users stay. */
  @Post('azure/confirm')
  @HttpCode(200)
  @ApiOkResponse({ type: Connection })
  confirm(@Account() account: AccountRequest, @Body() { tenantId }: TenantDecision): Promise<Connection> {
    return this.rpc.request('rpc.connection.confirm', { ...account, tenantId });
  }

  /** Keeps the connected tenant. */
  @Post('azure/reject')
  @HttpCode(200)
  @ApiOkResponse({ type: Connection })
  reject(@Account() account: AccountRequest, @Body() { tenantId }: TenantDecision): Promise<Connection> {
    return this.rpc.request('rpc.connection.reject', { ...account, tenantId });
  }
}
