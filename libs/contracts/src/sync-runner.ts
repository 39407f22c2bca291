import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { AccountRequest, Actor } from './account.js';
import { Rpc } from './rpc.js';
import { Counts, Notice, type Page, runStatuses, type RunStatus, type Trigger, triggers } from './shapes.js';

export const runPhases = ['starting', 'reading', 'removals', 'finishing'] as const;
export type RunPhase = (typeof runPhases)[number];

export class RunProgress {
  @ApiProperty({ enum: runPhases }) phase: RunPhase;
  @ApiProperty({ description: 'distinct people read so far' }) people: number;
  @ApiPropertyOptional({ description: 'people the directory says there are' }) expected?: number;
}

/** One run, as history shows it. */
export class Run {
  @ApiProperty() runId: string;
  @ApiProperty({ enum: runStatuses }) status: RunStatus;
  @ApiPropertyOptional({ enum: triggers }) trigger?: Trigger;
  @ApiPropertyOptional({ enum: ['full'] }) mode?: 'full';
  @ApiPropertyOptional({ description: 'why it is full, in words' }) modeReason?: string;
  @ApiPropertyOptional() revision?: number;
  @ApiPropertyOptional() actor?: Actor;
  @ApiPropertyOptional() requestedAt?: string;
  @ApiPropertyOptional() startedAt?: string;
  @ApiPropertyOptional() finishedAt?: string;
  @ApiProperty() progress: RunProgress;
  @ApiPropertyOptional() counts?: Counts;
  @ApiProperty({ type: [Notice], description: 'what kept it from being a full success' }) notices: Notice[];
  @ApiPropertyOptional({ description: 'why it failed' }) failure?: Notice;
  @ApiProperty({ description: 'requests sent to the directory' }) requests: number;
  @ApiProperty({ description: 'resource units of the directory used' }) units: number;
}

export class ListRuns extends AccountRequest {
  @IsOptional() @IsInt() @Min(1) @Max(200) limit?: number;
  @IsOptional() @IsString() @MaxLength(200) cursor?: string;
}

export class GetRun extends AccountRequest {
  @IsUUID() runId: string;
}

/** Stops a run between pages; what was stored stays. Without `runId`: whatever run the account has. */
export class CancelRun extends AccountRequest {
  @IsOptional() @IsUUID() runId?: string;
}

export const syncRunnerRequests = {
  'rpc.runs.list': new Rpc<ListRuns, Page<Run>>(ListRuns, 5_000),
  'rpc.runs.get': new Rpc<GetRun, Run | null>(GetRun, 5_000),
  'rpc.runs.cancel': new Rpc<CancelRun, { cancelled: boolean }>(CancelRun, 5_000),
} as const;
