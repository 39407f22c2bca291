import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { AccountRequest, ListRequest, type Page } from './account.js';
import { Rpc } from './rpc.js';

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

export const deliveryTemplates = ['invitation', 'sync-notice'] as const;
export type DeliveryTemplate = (typeof deliveryTemplates)[number];

export class Delivery {
  @ApiProperty() id: string;
  @ApiProperty() userId: string;
  @ApiProperty() to: string;
  @ApiProperty({ enum: deliveryTemplates }) template: DeliveryTemplate;
  @ApiProperty({ description: 'what the mail is headed' }) subject: string;
  @ApiProperty({ enum: deliveryStates }) state: DeliveryState;
  @ApiProperty() attempts: number;
  @ApiPropertyOptional({ description: 'what the mail server said last' }) lastError?: string;
  @ApiProperty() createdAt: string;
  @ApiPropertyOptional({ description: 'of one that is queued: when it is tried next' }) nextAttemptAt?: string;
  @ApiPropertyOptional() sentAt?: string;
}

export class ListDeliveries extends ListRequest {
  @IsOptional() @IsIn(deliveryStates) state?: DeliveryState;
  @IsOptional() @IsIn(deliveryTemplates) template?: DeliveryTemplate;
  @IsOptional() @IsString() @MaxLength(100) userId?: string;
}

/** Sends a mail that failed once more; an invitation gets a new link. */
export class ResendDelivery extends AccountRequest {
  @IsUUID() deliveryId: string;
}

/** Sends a person who is Invited another invitation, whether or not they got one. */
export class InviteAgain extends AccountRequest {
  @IsString() @MaxLength(100) userId: string;
}

/** How a person wants to be told. What is essential is mailed all the same. */
export class NotificationPreferences {
  @ApiProperty({ description: 'off: notices are in the inbox only, but for those without which no sync works' })
  @IsBoolean()
  email: boolean;
}

export class GetNotificationPreferences extends AccountRequest {
  @IsString() @MaxLength(100) userId: string;
}

/** Whoever has the link of a mail wants no more of its kind: there is no account in the request, and nobody signed in. */
export class Unsubscribe {
  @IsString() @MinLength(20) @MaxLength(100) token: string;
}

export class SetNotificationPreferences extends GetNotificationPreferences {
  @IsBoolean() email: boolean;
}

export const notificationRequests = {
  'rpc.inbox.list': new Rpc<ListInbox, Page<InboxNotice> & { unread: number }>(ListInbox, 5_000),
  'rpc.inbox.read': new Rpc<ReadInbox, { unread: number }>(ReadInbox, 15_000),
  'rpc.notification-preferences.get': new Rpc<GetNotificationPreferences, NotificationPreferences>(
    GetNotificationPreferences,
    5_000,
  ),
  'rpc.notification-preferences.set': new Rpc<SetNotificationPreferences, NotificationPreferences>(
    SetNotificationPreferences,
    15_000,
  ),
  'rpc.notification-preferences.unsubscribe': new Rpc<Unsubscribe, NotificationPreferences>(Unsubscribe, 15_000),
  'rpc.deliveries.list': new Rpc<ListDeliveries, Page<Delivery>>(ListDeliveries, 5_000),
  'rpc.deliveries.resend': new Rpc<ResendDelivery, Delivery>(ResendDelivery, 15_000),
  'rpc.deliveries.invite': new Rpc<InviteAgain, Delivery>(InviteAgain, 15_000),
} as const;
