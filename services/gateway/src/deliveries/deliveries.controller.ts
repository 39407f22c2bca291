import { Controller, Get, Query } from '@nestjs/common';
import { ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { type AccountRequest, Delivery, type DeliveryState, deliveryStates, type Page } from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { IsIn, IsOptional } from 'class-validator';
import { ApiPage } from '../paging/api-page.js';
import { PageQuery } from '../paging/page-query.js';
import { Account } from '../session/access.js';

class DeliveriesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: deliveryStates }) @IsOptional() @IsIn(deliveryStates) state?: DeliveryState;
}

@ApiTags('deliveries')
@Controller('deliveries')
export class DeliveriesController {
  constructor(private readonly rpc: RpcClient) {}

  /** Mails that were sent, wait to be sent, or failed. */
  @Get()
  @ApiPage(Delivery)
  list(@Account() account: AccountRequest, @Query() query: DeliveriesQuery): Promise<Page<Delivery>> {
    return this.rpc.request('rpc.deliveries.list', { ...account, ...query });
  }
}
