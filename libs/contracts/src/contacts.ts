import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
  ValidateIf,
} from 'class-validator';
import { AccountRequest, type Role, roles } from './account.js';

/** Makes a signed-in person known, from their token's claims. A repeat changes nothing. */
export class RegisterUser extends AccountRequest {
  @IsString() @MinLength(1) @MaxLength(100) userId: string;
  @IsString() @MaxLength(400) name: string;
  @IsEmail() email: string;
  @IsIn(roles) role: Role;
}

/**
 * How to reach people: those named who have one of the roles, where both are given; without `userIds` the first 50 who have
 * one. Those unknown or inactive are left out.
 */
export class GetContacts extends AccountRequest {
  @ValidateIf((request: GetContacts) => request.roles === undefined || request.userIds !== undefined)
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  userIds?: string[];

  @IsOptional() @IsArray() @ArrayMinSize(1) @IsIn(roles, { each: true }) roles?: Role[];
}

export interface Contact {
  userId: string;
  name: string;
  email: string;
}

/** Makes one-time invitations for those of the users who are Invited and were to get one; by hand for any who is Invited. */
export class IssueInvitations extends AccountRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  userIds: string[];

  @IsOptional() @IsBoolean() byHand?: boolean;
}

/** `token` is known to nobody else: user-lifecycle keeps only its hash. A later issue replaces it. */
export interface Invitation extends Contact {
  token: string;
  expiresAt: string;
}

/** The token is all an invited person has: there is no account in the request. */
export class AcceptInvitation {
  @IsString() @MinLength(20) @MaxLength(200) token: string;
}
