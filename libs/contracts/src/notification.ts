import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { AccountRequest } from './account.js';
import { Rpc } from './rpc.js';
import type { Page } from './shapes.js';

class ListRequest extends AccountRequest {
  @IsOptional() @IsInt() @Min(1) @Max(200) limit?: number;
  @IsOptional() @IsString() @MaxLength(200) cursor?: string;
}

export class InboxNotice {
  @ApiProperty() id: string;
  @ApiProperty() cause: string;
  @ApiProperty() title: string;
  @ApiProperty() message: string;
  @ApiPropertyOptional({ description: 'path in the console' }) link?: string;
  @ApiProperty() at: string;
  @ApiProperty() read: boolean;
}

/** The inbox of one person. */
export class ListInbox extends ListRequest {
  @IsString() @MaxLength(100) userId: string;
}

/** Marks one notice read, or all of them where no id is given. */
export class ReadInbox extends AccountRequest {
  @IsString() @MaxLength(100) userId: string;
  @IsOptional() @IsUUID() noticeId?: string;
}

export const deliveryStates = ['queued', 'sent', 'failed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export class Delivery {
  @ApiProperty() id: string;
  @ApiProperty() userId: string;
  @ApiProperty() to: string;
  @ApiProperty({ enum: ['invitation', 'sync-failed', 'removals-held'] }) template:
    'invitation' | 'sync-failed' | 'removals-held';
  @ApiProperty({ enum: deliveryStates }) state: DeliveryState;
  @ApiProperty() attempts: number;
  @ApiPropertyOptional({ description: 'what the mail server said last' }) lastError?: string;
  @ApiProperty() createdAt: string;
  @ApiPropertyOptional() sentAt?: string;
}

export class ListDeliveries extends ListRequest {
  @IsOptional() @IsIn(deliveryStates) state?: DeliveryState;
}

export const notificationRequests = {
  'rpc.inbox.list': new Rpc<ListInbox, Page<InboxNotice> & { unread: number }>(ListInbox, 5_000),
  'rpc.inbox.read': new Rpc<ReadInbox, { unread: number }>(ReadInbox, 5_000),
  'rpc.deliveries.list': new Rpc<ListDeliveries, Page<Delivery>>(ListDeliveries, 5_000),
} as const;
