import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { AccountRequest } from './account.js';
import type { DirectoryUser } from './people.js';

/**
 * Every question to a directory names the connection and tenant it is meant for, and is refused if they are others now.
 * `priority` is `high` where a person waits for the answer, `low` for what runs by itself; each request has its own usual
 * one.
 */
export class DirectoryRequest extends AccountRequest {
  @IsString() @MaxLength(100) connectionId: string;
  @IsString() @MaxLength(100) tenantId: string;
  @IsOptional() @IsIn(['low', 'high']) priority?: 'low' | 'high';
}

/** Where a read takes people from: the whole tenant, or one group with nested ones. */
export class DirectorySource {
  @IsIn(['users', 'group']) kind: 'users' | 'group';

  @ValidateIf((source: DirectorySource) => source.kind === 'group')
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  groupId?: string;
}

/** One page of people. Without `attributes` only ids are read. `cursor` is the `next` of the page before. */
export class ReadPage extends DirectoryRequest {
  @IsDefined() @ValidateNested() @Type(() => DirectorySource) source: DirectorySource;
  @IsArray() @ArrayMaxSize(200) @IsString({ each: true }) @MaxLength(200, { each: true }) attributes: string[];
  @IsOptional() @IsString() @MaxLength(20_000) cursor?: string;
  @IsOptional() @IsInt() @Min(1) @Max(999) size?: number;
}

/** `requests` and `units` are what the page cost of Microsoft's quota. */
export interface DirectoryPage {
  people: DirectoryUser[];
  next?: string;
  requests: number;
  units: number;
}

/**
 * Who changed, ids only. `cursor` is the `next` or `delta` of an earlier answer; without it: no changes, and a `delta` from
 * now on. Only changes of `attributes`, given with the first request, and of what every page reads are told. Refused with
 * `changes-expired` where the directory no longer knows the cursor, or more changed than is worth telling: only a full
 * read helps.
 */
export class ReadChanges extends DirectoryRequest {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  attributes?: string[];

  @IsOptional() @IsString() @MaxLength(20_000) cursor?: string;
}

/** `removed`: `changed` for who can still be restored, `deleted` for who can't. The same person may be named again and again. */
export interface DirectoryChange {
  externalId: string;
  removed?: 'changed' | 'deleted';
}

/** Either `next`, as there is more, or `delta`, from which the next run goes on. */
export interface DirectoryChanges {
  changes: DirectoryChange[];
  next?: string;
  delta?: string;
  requests: number;
  units: number;
}

/** Reads people whole, by id. */
export class ReadPeople extends DirectoryRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  externalIds: string[];

  @IsArray() @ArrayMaxSize(200) @IsString({ each: true }) @MaxLength(200, { each: true }) attributes: string[];
}

/**
 * `missing` are ids the directory answered *not found* for; ids in neither list were not answered, or found no room in the
 * reply: ask for them again.
 */
export interface PeopleRead {
  people: DirectoryUser[];
  missing: string[];
  requests: number;
  units: number;
}

/** Asks for each person whether they are gone. `controlId` is somebody seen a moment ago, who must answer. */
export class ConfirmRemoved extends DirectoryRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  externalIds: string[];

  @IsString() @MaxLength(100) controlId: string;

  /** Who is there is also asked whether they are, directly or not, in one of these groups; the control person must be. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  scopeGroups?: string[];
}

/**
 * `deleted`: found among the deleted. `notFound`: in neither place. `outOfScope`: there, and in none of the groups asked
 * about. `disabled`: there, and disabled. `present`: there. `unknown`: not answered, or the answers of its batch prove nothing.
 */
export type RemovalVerdict = 'deleted' | 'notFound' | 'outOfScope' | 'disabled' | 'present' | 'unknown';

export interface RemovalsConfirmed {
  verdicts: { externalId: string; verdict: RemovalVerdict }[];
  requests: number;
  units: number;
}

export class CountPeople extends DirectoryRequest {
  @IsDefined() @ValidateNested() @Type(() => DirectorySource) source: DirectorySource;
}
