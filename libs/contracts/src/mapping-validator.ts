import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { AccountRequest } from './account.js';
import { type TestResult, testResults } from './events.js';
import { MappingRow, Problem } from './mapping.js';
import { RejectReason, type SkipReason, skipReasons } from './people.js';
import { Rpc } from './rpc.js';

/** Judges rows by themselves, without people. */
export class CheckMapping extends AccountRequest {
  @IsString() @MaxLength(100) tenantId: string;
  @IsArray() @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => MappingRow) rows: MappingRow[];
}

/** `mappingHash` covers rows, tenant and the version of the field catalogue: a test is good for exactly these. */
export interface MappingChecked {
  mappingHash: string;
  problems: Problem[];
}

/**
 * Tries the draft's mapping on real people: those with these directory ids, or else those whose name or address begins
 * with `search`, or else a sample of the scope.
 */
export class TestMapping extends AccountRequest {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  people?: string[];

  @IsOptional() @IsString() @MinLength(1) @MaxLength(200) search?: string;
}

/** Tries the mapping that is in force, or else the draft's, on one person. Nothing is kept. */
export class TryMapping extends AccountRequest {
  @IsString() @MaxLength(100) externalId: string;
}

/** `person` is null for somebody who is not in the directory. */
export interface MappingTried {
  problems: Problem[];
  person: TestedPerson | null;
}

/** Proposes sources for a user field. Nothing is saved. */
export class SuggestRows extends AccountRequest {
  @IsString() @MinLength(1) @MaxLength(100) target: string;
}

export class SuggestedRow {
  @ApiProperty() row: MappingRow;
  @ApiProperty({ description: 'a sentence' }) why: string;
}

export class TestedValue {
  @ApiProperty({ description: 'id of the user field' }) field: string;
  @ApiProperty({ type: String, nullable: true, description: 'what the directory has' }) source: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'what Kissflow would store' }) stored: string | null;
  @ApiPropertyOptional() error?: RejectReason;
}

export class TestedPerson {
  @ApiProperty() externalId: string;
  @ApiProperty() name: string;
  @ApiPropertyOptional({ enum: skipReasons, description: 'a sync leaves this person out, whatever their values' })
  skipped?: SkipReason;
  @ApiProperty({ type: [TestedValue], description: 'one for each mapping row' }) values: TestedValue[];
}

export class MappingTest {
  @ApiProperty() testId: string;
  @ApiProperty() mappingHash: string;
  @ApiProperty({ enum: testResults }) result: TestResult;
  @ApiProperty({ type: [Problem], description: 'errors of the mapping itself, by row' }) problems: Problem[];
  @ApiProperty({ type: [TestedPerson] }) people: TestedPerson[];
  @ApiProperty() testedAt: string;
}

/** The latest test of a mapping, or of any mapping where no hash is given. */
export class LatestTest extends AccountRequest {
  @IsOptional() @IsString() @MaxLength(100) mappingHash?: string;
}

export const mappingValidatorRequests = {
  'rpc.mapping.check': new Rpc<CheckMapping, MappingChecked>(CheckMapping, 15_000),
  'rpc.mapping.suggest': new Rpc<SuggestRows, { suggestions: SuggestedRow[] }>(SuggestRows, 5_000),
  'rpc.mapping.test': new Rpc<TestMapping, MappingTest>(TestMapping, 60_000),
  'rpc.mapping.try': new Rpc<TryMapping, MappingTried>(TryMapping, 45_000),
  'rpc.mapping.latest': new Rpc<LatestTest, MappingTest | null>(LatestTest, 5_000),
} as const;
