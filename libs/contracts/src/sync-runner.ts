import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { AccountRequest, Actor, DecideHeld, ListRequest, type Page } from './account.js';
import { Rpc } from './rpc.js';
import {
  Counts,
  Notice,
  type RunKind,
  runKinds,
  type RunMode,
  runModes,
  type RunStatus,
  runStatuses,
  type Trigger,
  triggers,
} from './runs.js';

export const runPhases = ['starting', 'reading', 'removals', 'finishing'] as const;
export type RunPhase = (typeof runPhases)[number];

export class RunProgress {
  @ApiProperty({ enum: runPhases }) phase: RunPhase;
  @ApiProperty({ description: 'distinct people read so far' }) people: number;
  @ApiPropertyOptional({ description: 'people the directory says there are' }) expected?: number;
  @ApiPropertyOptional({ description: 'people read each second, while reading' }) rate?: number;
  @ApiPropertyOptional({ description: 'of the reading, as far as it can be told' }) remainingSeconds?: number;
}

/** One run, as history shows it. */
export class Run {
  @ApiProperty() runId: string;
  @ApiProperty({ enum: runStatuses }) status: RunStatus;
  @ApiPropertyOptional({ enum: triggers }) trigger?: Trigger;
  @ApiPropertyOptional({ enum: runKinds }) kind?: RunKind;
  @ApiPropertyOptional({ enum: runModes }) mode?: RunMode;
  @ApiPropertyOptional({ description: 'why it has this mode, in words' }) modeReason?: string;
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

export class ListRuns extends ListRequest {
  @IsOptional() @IsIn(runKinds) kind?: RunKind;
  @IsOptional() @IsIn(runStatuses) status?: RunStatus;
  @IsOptional() @IsIn(triggers) trigger?: Trigger;
}

export class GetRun extends AccountRequest {
  @IsUUID() runId: string;
}

/** Stops a run between pages; what was stored stays. Without `runId`: whatever run the account has. */
export class CancelRun extends AccountRequest {
  @IsOptional() @IsUUID() runId?: string;
}

/** `approved` wait for their run, `kept` stay until they are seen again, `returned` need no decision any more. */
export const removalStates = ['held', 'approved', 'kept', 'carriedOut', 'returned'] as const;
export type RemovalState = (typeof removalStates)[number];

/** One person's removal, as far as it has come. */
export class Removal {
  @ApiProperty({ description: 'object id in the directory' }) externalId: string;
  @ApiProperty() userId: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: removalStates }) state: RemovalState;
  @ApiProperty({ description: 'what the directory says about the person, in words' }) reason: string;
  @ApiProperty({ description: 'the run that last had to do with it' }) runId: string;
  @ApiPropertyOptional({ description: 'when a sync last found it so' }) foundAt?: string;
  @ApiPropertyOptional() heldAt?: string;
  @ApiPropertyOptional() decidedAt?: string;
  @ApiPropertyOptional() decidedBy?: Actor;
  @ApiPropertyOptional() carriedOutAt?: string;
}

export class ListRemovals extends ListRequest {
  @IsOptional() @IsIn(removalStates) state?: RemovalState;
}

/**
 * What an administrator decided about people they saw: who was held after `asOf` is not among them. `all` are those
 * who wait for a decision; people by id may also be decided anew, until their removal is carried out.
 */
export class DecideRemovals extends DecideHeld {}

export class RemovalsDecided {
  @ApiProperty({ description: 'how many people this decided about' }) people: number;
  @ApiPropertyOptional({ description: 'the run that proves the approved again and removes them' }) runId?: string;
}

export const syncRunnerRequests = {
  'rpc.runs.list': new Rpc<ListRuns, Page<Run>>(ListRuns, 5_000),
  'rpc.runs.get': new Rpc<GetRun, Run | null>(GetRun, 5_000),
  'rpc.removals.list': new Rpc<ListRemovals, Page<Removal> & { asOf?: string }>(ListRemovals, 10_000),
  'rpc.removals.decide': new Rpc<DecideRemovals, RemovalsDecided>(DecideRemovals, 30_000),
  'rpc.runs.cancel': new Rpc<CancelRun, { cancelled: boolean }>(CancelRun, 15_000),
} as const;
