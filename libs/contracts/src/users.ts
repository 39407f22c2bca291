import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsObject, IsOptional, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import { AccountRequest, ListRequest, type Role, roles } from './account.js';
import type { Outcome } from './outcomes.js';
import { type Provider, providers } from './providers.js';

export const userStatuses = ['Invited', 'Active', 'Inactive'] as const;
export type UserStatus = (typeof userStatuses)[number];

/** A user whom a field of another one names. */
export class UserReference {
  @ApiProperty() userId: string;
  @ApiProperty() name: string;
}

export class FieldValue {
  @ApiProperty({ type: String, nullable: true }) value: string | null;
  @ApiPropertyOptional({
    description: 'of a User field: whom the directory id in value stands for, once they are here',
  })
  user?: UserReference;
  @ApiProperty({ description: 'azure, or hand' }) from: string;
  @ApiProperty() at: string;
}

export class User {
  @ApiProperty() userId: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true }) email: string | null;
  @ApiProperty({ enum: userStatuses }) status: UserStatus;
  @ApiProperty({ enum: roles }) role: Role;
  @ApiProperty() isOwner: boolean;
  @ApiPropertyOptional({ enum: providers }) provider?: Provider;
  @ApiPropertyOptional({ description: 'object id in the directory' }) externalId?: string;
  @ApiPropertyOptional({ description: 'no sync changes this user' }) excluded?: boolean;
  @ApiPropertyOptional({ description: 'absent where Kissflow has not told of any' }) lastSignInAt?: string;
  @ApiProperty({ type: 'object', additionalProperties: { $ref: '#/components/schemas/FieldValue' } })
  fields: Record<string, FieldValue>;
  @ApiProperty() version: number;
}

/** Where a user comes from: a directory, or an administrator's hand. */
export const userOrigins = [...providers, 'hand'] as const;
export type UserOrigin = (typeof userOrigins)[number];

export class ListUsers extends ListRequest {
  @IsOptional() @IsString() @MaxLength(200) search?: string;
  @IsOptional() @IsIn(userStatuses) status?: UserStatus;
  @IsOptional() @IsIn(userOrigins) origin?: UserOrigin;
}

/** The user who follows somebody of a directory, and what runs did to that person last, newest first, previews too. */
export class FindSynced extends AccountRequest {
  @IsIn(providers) provider: Provider;
  @IsString() @MaxLength(100) tenantId: string;
  @IsString() @MaxLength(100) externalId: string;
}

export interface SyncedPerson {
  user: User | null;
  /** By an administrator's choice no sync changes the user. */
  excluded: boolean;
  outcomes: (Outcome & { runId: string })[];
}

export class GetUser extends AccountRequest {
  @IsString() @MaxLength(100) userId: string;
}

/** `values` by the ids of user fields, in the form in which a sync stores them. First name and Email ID are needed. */
export class CreateUser extends AccountRequest {
  @IsObject() values: Record<string, string | null>;
  @IsOptional() @IsIn(roles) role?: Role;
  @IsOptional() @IsBoolean() sendInvitation?: boolean;
}

/** Changes what is given. A field that a sync keeps up to date has the directory's value again after the next one. */
export class ChangeUser extends GetUser {
  @IsOptional() @IsObject() values?: Record<string, string | null>;
  @IsOptional() @IsIn(roles) role?: Role;
}

export class ActivateUser extends GetUser {}
export class DeactivateUser extends GetUser {}

/** Whether syncs leave a user as they are. */
export class ExcludeUser extends GetUser {
  @IsBoolean() excluded: boolean;
}

/** Makes a user follow the directory user about whom a run left it to a decision whether they are the same person. */
export class LinkUser extends GetUser {
  @IsUUID() runId: string;
  @IsString() @MinLength(1) @MaxLength(100) externalId: string;
}
