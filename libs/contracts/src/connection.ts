import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { AccountRequest } from './account.js';

/** Starts a sign-in. */
export class BeginConnection extends AccountRequest {}

/** `browserKey` goes into a one-time cookie: only the browser that began may come back. */
export interface ConnectionBegun {
  signInUrl: string;
  browserKey: string;
}

/** What Microsoft's redirects carry. There is no account: the one-time state knows it. */
class Redirected {
  @IsString() @MinLength(1) @MaxLength(200) state: string;
  @IsOptional() @IsString() @MaxLength(200) browserKey?: string;
  @IsOptional() @IsString() @MaxLength(200) error?: string;
  @IsOptional() @IsString() @MaxLength(4000) errorDescription?: string;
}

export class SignedIn extends Redirected {
  @IsOptional() @IsString() @MaxLength(8000) code?: string;
}

export class Consented extends Redirected {
  @IsOptional() @IsString() @MaxLength(100) tenant?: string;
}

export const connectionStates = ['verified', 'lost'] as const;
export type ConnectionState = (typeof connectionStates)[number];

/** Why a connection no longer works, and the next step. */
export class LostConnection {
  @ApiProperty({ description: 'connection-lost, or server-setting where the fault is in how Rollcall is run' })
  code: string;
  @ApiProperty() message: string;
  @ApiProperty() since: string;
}

/** Another tenant that an administrator has signed in to while one is connected: it waits for a decision. */
export class PendingTenant {
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty({ type: [String] }) verifiedDomains: string[];
  @ApiProperty({ description: 'user principal name of the administrator who consented' }) consentedBy: string;
  @ApiProperty() verifiedAt: string;
  @ApiProperty({ description: 'what confirming and rejecting do' }) message: string;
}

export class Connection {
  @ApiProperty() connectionId: string;
  @ApiProperty() version: number;
  @ApiProperty({ enum: connectionStates, description: 'lost: told so twice by Azure AD; syncs wait until it is back' })
  state: ConnectionState;
  @ApiPropertyOptional() lost?: LostConnection;
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty({ type: [String] }) verifiedDomains: string[];
  @ApiProperty({ type: [String] }) permissions: string[];
  @ApiProperty({ description: 'user principal name of the administrator who consented' }) consentedBy: string;
  @ApiProperty() verifiedAt: string;
  @ApiPropertyOptional({ description: 'when it was last seen to work' }) checkedAt?: string;
  @ApiPropertyOptional({ description: 'when the secret or certificate runs out that Rollcall proves itself with' })
  credentialExpiresAt?: string;
  @ApiPropertyOptional() pending?: PendingTenant;
}

/** Decides about the tenant that waits. It is named, so that nobody decides about another than they saw. */
class DecideTenant extends AccountRequest {
  @IsString() @MinLength(1) @MaxLength(100) tenantId: string;
}

/** Refused with `connection-changed` if this tenant does not wait, and with `connection-lost` if it lets Rollcall in no more. */
export class ConfirmTenant extends DecideTenant {}
export class RejectTenant extends DecideTenant {}

export class GetConnection extends AccountRequest {}
export class RemoveConnection extends AccountRequest {}
