import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
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
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { AccountRequest } from './account.js';
import { DirectoryRequest } from './directory.js';
import { GroupReference, Scope } from './scope.js';

/**
 * Groups by a search of their names, at most 50, or by ids; a group that is not there is left out. With `counts` each says
 * how many people are in it.
 */
export class FindGroups extends DirectoryRequest {
  @IsOptional() @IsString() @MaxLength(200) search?: string;
  @IsOptional() @IsBoolean() counts?: boolean;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  ids?: string[];
}

export class DirectoryGroup extends GroupReference {
  @ApiPropertyOptional({ type: String, nullable: true }) description?: string | null;

  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    description: 'people in it, nested groups included; null if its members are hidden',
  })
  people?: number | null;
}

/** How many people a scope means, without reading them. */
export class MeasureScope extends DirectoryRequest {
  @IsIn(['all', 'groups']) users: 'all' | 'groups';

  /** The chosen groups; only with `users: groups`. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  groupIds?: string[];

  @IsBoolean() includeGuests: boolean;
}

export class GroupSize {
  @ApiProperty() id: string;
  @ApiProperty({ type: Number, nullable: true, description: 'null if the group is gone or its members are hidden' })
  people: number | null;
}

export class ScopeSize {
  @ApiProperty({ description: 'guests only if they are included' }) people: number;
  @ApiProperty({ description: 'false: at most so many, as people may be in several of the groups' }) exact: boolean;
  @ApiPropertyOptional({ description: 'guests in the scope, included or not; absent if Microsoft does not tell' })
  guests?: number;
  @ApiPropertyOptional({ description: 'of people, those disabled in the directory; absent if Microsoft does not tell' })
  disabled?: number;
  @ApiProperty({ type: [GroupSize] }) groups: GroupSize[];
}

/**
 * What can be read of people. `named` are names somebody typed in or mapped: those that are directory extensions of the
 * connected tenant are in the answer too.
 */
export class ListAttributes extends AccountRequest {
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_200)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  named?: string[];
}

/**
 * Real people to try a mapping on, those who show trouble first: missing values, guests, disabled people, long values.
 * Fewer than `size` where a reply can't carry more.
 */
export class SamplePeople extends DirectoryRequest {
  @IsDefined() @ValidateNested() @Type(() => Scope) scope: Scope;
  @IsArray() @ArrayMaxSize(200) @IsString({ each: true }) @MaxLength(200, { each: true }) attributes: string[];
  @IsInt() @Min(1) @Max(999) size: number;
}

/** People whose name or address begins with a text. */
export class FindPeople extends DirectoryRequest {
  @IsString() @MinLength(1) @MaxLength(200) search: string;
  @IsArray() @ArrayMaxSize(200) @IsString({ each: true }) @MaxLength(200, { each: true }) attributes: string[];
}

/** Where somebody is: in the directory or among its deleted, and in which of these groups, directly or not. */
export class TracePerson extends DirectoryRequest {
  @IsString() @MaxLength(100) externalId: string;
  @IsArray() @ArrayMaxSize(500) @IsString({ each: true }) @MaxLength(100, { each: true }) groupIds: string[];
}

/**
 * `path` leads from one of the groups asked about down to the group the person is a direct member of; a single group may
 * also hold the person by a way too long to follow. Absent: the person is in none of them.
 */
export interface PersonTraced {
  state: 'present' | 'deleted' | 'missing';
  name?: string;
  enabled?: boolean | null;
  guest?: boolean;
  deletedAt?: string;
  path?: GroupReference[];
}
