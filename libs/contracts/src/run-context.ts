import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { AccountRequest } from './account.js';
import type { Person } from './people.js';
import { type Provider, providers } from './providers.js';
import { type RunKind, runKinds } from './runs.js';

const deleteOrDeactivate = ['deactivate', 'delete'] as const;

/** The run on whose behalf something is written. A write with an older `fence` than the account's is refused. */
export class RunContext {
  @IsUUID() runId: string;
  /** Absent: a sync. A preview writes outcomes, and no user, group or event. */
  @IsOptional() @IsIn(runKinds) kind?: RunKind;
  @IsInt() @Min(1) fence: number;
  @IsIn(providers) provider: Provider;
  @IsString() @MaxLength(100) tenantId: string;

  /** Domains the tenant has proved to own: only their addresses link to users who are here already. Lower case. */
  @IsArray() @ArrayMaxSize(5_000) @IsString({ each: true }) verifiedDomains: string[];

  /** Ids of the user fields whose Sync updates is off. */
  @IsArray() @ArrayMaxSize(200) @IsString({ each: true }) writeOnce: string[];

  @IsIn(['all', 'syncOnly']) reactivate: 'all' | 'syncOnly';
  @IsIn(deleteOrDeactivate) removedUsers: 'deactivate' | 'delete';
  @IsIn(['deactivate', 'keep']) disabledUsers: 'deactivate' | 'keep';
  /** Absent: keep. */
  @IsOptional() @IsIn(['keep', 'deactivate']) leftScopeUsers?: 'keep' | 'deactivate';
  @IsBoolean() sendInvitations: boolean;
  @IsBoolean() inviteGuests: boolean;
}

export class RunRequest extends AccountRequest {
  @IsDefined() @ValidateNested() @Type(() => RunContext) run: RunContext;
}

/** Which page of which read people were on: what tells a repeated page from a person who stands on two pages. */
export class PagePosition {
  /** Number of the read within the run, from 0; a read that starts over takes a new one. */
  @IsInt() @Min(0) read: number;
  @IsInt() @Min(0) page: number;
}

/** Stores one page of people, all or nothing. A repeat changes nothing and is answered alike. */
export class ApplyPage extends RunRequest {
  @IsDefined() @ValidateNested() @Type(() => PagePosition) position: PagePosition;

  // Not validated one by one: they come from our own mapping of people who were checked when they entered.
  @IsArray() @ArrayMaxSize(1_000) people: Person[];
}

/** `fresh`: people of the page who were on no other page of the run. */
export interface PageApplied {
  fresh: number;
}

/** Of how many people a run saw each of these User fields names somebody who is not in Kissflow. */
export class CountUnresolved extends RunRequest {
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  fields: string[];
}

/** How many users follow the run's tenant; those who are inactive don't count. */
export class CountSynced extends RunRequest {}
