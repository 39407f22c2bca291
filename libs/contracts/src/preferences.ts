import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsTimeZone,
  Matches,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsRecipients } from './texts.js';

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** Weekly, or daily, at a wall-clock time of a time zone. */
export class Schedule {
  @ApiProperty({ enum: ['week', 'day'] }) @IsIn(['week', 'day']) every: 'week' | 'day';

  @ApiPropertyOptional({ enum: weekdays, description: 'needed when every is week' })
  @ValidateIf((schedule: Schedule) => schedule.every === 'week' || schedule.weekday !== undefined)
  @IsIn(weekdays)
  weekday?: Weekday;

  @ApiProperty({ example: '02:00' })
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'time must be HH:MM, from 00:00 to 23:59' })
  time: string;

  @ApiProperty({ example: 'Europe/Berlin' }) @IsTimeZone() timeZone: string;
}

/** How many removals a sync carries out by itself: beyond both numbers an administrator decides. */
export class Threshold {
  @ApiProperty({ example: 10 }) @IsInt() @Min(0) @Max(1_000_000) people: number;
  @ApiProperty({ example: 5, description: 'of the synced users' }) @IsNumber() @Min(0) @Max(100) percent: number;
}

export const defaultThreshold: Readonly<Threshold> = { people: 10, percent: 5 };

/** What a sync does beyond reading and mapping, when it runs, and who is told when it fails. */
export class Preferences {
  @ApiProperty() @IsDefined() @ValidateNested() @Type(() => Schedule) schedule: Schedule;

  @ApiProperty({ enum: ['deactivate', 'delete'] }) @IsIn(['deactivate', 'delete']) removedUsers:
    'deactivate' | 'delete';
  @ApiProperty({ enum: ['deactivate', 'keep'] }) @IsIn(['deactivate', 'keep']) disabledUsers: 'deactivate' | 'keep';

  @ApiPropertyOptional({ enum: ['keep', 'deactivate'], description: 'who leaves the chosen groups; absent: keep' })
  @IsOptional()
  @IsIn(['keep', 'deactivate'])
  leftScopeUsers?: 'keep' | 'deactivate';

  @ApiProperty({ enum: ['all', 'syncOnly'] }) @IsIn(['all', 'syncOnly']) reactivate: 'all' | 'syncOnly';

  @ApiProperty({ type: [String], description: 'ids of the users who are told when a sync fails' })
  @IsRecipients({ atLeast: 1 })
  notify: string[];

  @ApiProperty() @IsBoolean() sendInvitations: boolean;
  @ApiProperty() @IsBoolean() inviteGuests: boolean;

  @ApiPropertyOptional({ type: Threshold, description: 'absent: 10 people and 5 %' })
  @IsOptional()
  @ValidateNested()
  @Type(() => Threshold)
  threshold?: Threshold;
}
