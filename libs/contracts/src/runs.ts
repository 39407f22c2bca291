import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

export const runKinds = ['sync', 'preview'] as const;
/** A preview goes the same way as a sync and writes no user. */
export type RunKind = (typeof runKinds)[number];

export const runModes = ['full', 'changes'] as const;
/** `full` reads the whole scope; `changes` only whom the directory names as changed since the last run. */
export type RunMode = (typeof runModes)[number];

export const triggers = ['schedule', 'manual', 'activation', 'removals'] as const;
export type Trigger = (typeof triggers)[number];

export const runStatuses = [
  'requested',
  'queued',
  'running',
  'success',
  'partialSuccess',
  'failure',
  'cancelled',
] as const;
export type RunStatus = (typeof runStatuses)[number];

/** People by what a run did to them; `unchanged` is what remains of those read. */
export class Counts {
  @ApiProperty() read: number;
  @ApiProperty() added: number;
  @ApiProperty() linked: number;
  @ApiProperty() updated: number;
  @ApiProperty() reactivated: number;
  @ApiProperty() deactivated: number;
  @ApiProperty() deleted: number;
  @ApiProperty() unchanged: number;
  @ApiProperty() rejected: number;
  @ApiProperty() skipped: number;
  @ApiProperty() awaitingSecondLook: number;
  @ApiProperty() leftScope: number;
  @ApiProperty({ description: 'not removed until an administrator decides' }) held: number;
}

/** Something an administrator must know about a run: a stable cause and a sentence with the next step. */
export class Notice {
  @ApiProperty({ description: 'stable key, e.g. connection-lost' }) @IsString() @MaxLength(100) cause: string;

  @ApiPropertyOptional({ description: 'tells two of one cause apart, e.g. the id of the group it is about' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  about?: string;

  @ApiProperty() @IsString() @MaxLength(2000) message: string;
}
