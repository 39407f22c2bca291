import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { AccountRequest, ListRequest } from './account.js';
import { RejectReason } from './people.js';

/** What a run did to one person. Unchanged people have none. */
export const outcomeActions = [
  'added',
  'linked',
  'updated',
  'reactivated',
  'deactivated',
  'deleted',
  'rejected',
  'skipped',
  'awaitingSecondLook',
  'leftScope',
  'held',
] as const;
export type OutcomeAction = (typeof outcomeActions)[number];

export class FieldChange {
  @ApiProperty() field: string;
  @ApiProperty({ type: String, nullable: true }) from: string | null;
  @ApiProperty({ type: String, nullable: true }) to: string | null;
}

export class Outcome {
  @ApiProperty() externalId: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: outcomeActions }) action: OutcomeAction;
  @ApiPropertyOptional() userId?: string;
  @ApiPropertyOptional({ description: 'a sentence: why, and what to do' }) reason?: string;
  @ApiProperty({ type: [RejectReason] }) reasons: RejectReason[];
  @ApiProperty({ type: [FieldChange] }) changes: FieldChange[];
  @ApiProperty() at: string;
}

export class ListOutcomes extends ListRequest {
  @IsUUID() runId: string;
  @IsOptional() @IsIn(outcomeActions) action?: OutcomeAction;
  @IsOptional() @IsString() @MaxLength(200) search?: string;
}

export class CountOutcomes extends AccountRequest {
  @IsUUID() runId: string;
}

/** How many people of a run were rejected for one reason: the same code, of the same field and attribute. */
export class CountedReason {
  @ApiProperty({ description: 'stable key, e.g. wrong-format' }) code: string;
  @ApiPropertyOptional({ description: 'id of the user field it is about' }) field?: string;
  @ApiPropertyOptional({ description: 'the directory attribute the values came from' }) attribute?: string;
  @ApiProperty() people: number;
  @ApiProperty({ description: 'in the words of one of them' }) message: string;
}

/** What syncs did to one user, the latest first. */
export class ListUserOutcomes extends ListRequest {
  @IsString() @MaxLength(100) userId: string;
}

export class UserOutcome extends Outcome {
  @ApiProperty() runId: string;
}
