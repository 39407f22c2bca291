import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import {
  type AccountRequest,
  Delivery,
  type DeliveryState,
  deliveryStates,
  type DeliveryTemplate,
  deliveryTemplates,
  type Page,
} from '@rollcall/contracts';
import { RpcClient } from '@rollcall/messaging';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { Idempotent } from '../idempotency/idempotent.js';
import { ApiPage } from '../paging/api-page.js';
import { PageQuery } from '../paging/page-query.js';
import { Account } from '../session/access.js';

class DeliveriesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: deliveryStates }) @IsOptional() @IsIn(deliveryStates) state?: DeliveryState;

  @ApiPropertyOptional({ enum: deliveryTemplates })
  @IsOptional()
  @IsIn(deliveryTemplates)
  template?: DeliveryTemplate;

  @ApiPropertyOptional({ description: 'id of the person they went to' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  userId?: string;
}

class DeliveryId {
  @ApiProperty() @IsUUID() id: string;
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

  /** Sends a mail that failed once more. */
  @Post(':id/resend')
  @HttpCode(202)
  @Idempotent()
  @ApiAcceptedResponse({ type: Delivery })
  resend(@Account() account: AccountRequest, @Param() { id }: DeliveryId): Promise<Delivery> {
    return this.rpc.request('rpc.deliveries.resend', { ...account, deliveryId: id });
  }
}
