import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Actor, DecideHeld, ListRequest } from './account.js';
import { RemovalProof } from './removal-proof.js';
import { RunRequest } from './run-context.js';

/**
 * How many people's addresses a run would change without an administrator having decided that, and how many of those were
 * held by an earlier run already.
 */
export class CountEmailChanges extends RunRequest {}

export interface EmailChangesCounted {
  changes: number;
  undecided: number;
}

/** Of the next people whose addresses wait: users who have such an address and whom the run did not see, by their ids in the directory. */
export class ListEmailHolders extends RunRequest {
  @IsOptional() @IsString() @MaxLength(100) after?: string;
  @IsInt() @Min(1) @Max(1_000) limit: number;
}

/** `upTo`: the last of the people it looked at; absent where nobody waits any more. */
export interface EmailHolders {
  holders: string[];
  upTo?: string;
}

/**
 * Settles the addresses of the people who waited, from `after` to `upTo`, once everybody is read. With `hold` nobody's
 * address changes but by a decision. A repeat finds them settled.
 */
export class SettleEmails extends RunRequest {
  @IsOptional() @IsString() @MaxLength(100) after?: string;
  @IsString() @MaxLength(100) upTo: string;
  @IsBoolean() hold: boolean;

  /** What the directory says about the holders. */
  @IsArray() @ArrayMaxSize(1_000) @ValidateNested({ each: true }) @Type(() => RemovalProof) proofs: RemovalProof[];
}

/** After all were settled. `whole`: the run read everybody, so that a held change it did not meet is no longer wanted. */
export class CloseEmails extends RunRequest {
  @IsBoolean() whole: boolean;
}

export const emailChangeStates = ['held', 'approved', 'kept'] as const;
export type EmailChangeState = (typeof emailChangeStates)[number];

/** A change of address that waits for an administrator, or for the sync after the decision. */
export class EmailChange {
  @ApiProperty({ description: 'object id in the directory' }) externalId: string;
  @ApiProperty() userId: string;
  @ApiProperty() name: string;
  @ApiProperty({ description: 'the address in Kissflow' }) from: string;
  @ApiProperty({ description: 'the address in the directory' }) to: string;
  @ApiProperty({ enum: emailChangeStates, description: 'approved ones are carried out by the next sync' })
  state: EmailChangeState;
  @ApiProperty({ description: 'the run that last met it' }) runId: string;
  @ApiProperty() heldAt: string;
  @ApiPropertyOptional() decidedAt?: string;
  @ApiPropertyOptional({ type: () => Actor }) decidedBy?: Actor;
}

export class ListEmailChanges extends ListRequest {
  @IsOptional() @IsIn(emailChangeStates) state?: EmailChangeState;
}

/** Decides about changes of address that an administrator saw: what was held after `asOf` is not among them. */
export class DecideEmailChanges extends DecideHeld {}
