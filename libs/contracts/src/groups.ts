import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { AccountRequest, ListRequest } from './account.js';
import { type Provider, providers } from './providers.js';
import { RunRequest } from './run-context.js';
import { GroupReference } from './scope.js';
import { IsTexts } from './texts.js';
import { type UserStatus, userStatuses } from './users.js';

/** Makes the Kissflow groups that stand for these directory groups, or renames them. */
export class UpsertGroups extends RunRequest {
  @IsArray() @ArrayMaxSize(500) @ValidateNested({ each: true }) @Type(() => GroupReference) groups: GroupReference[];
}

/** `clashes`: ids of directory groups whose name is taken by another group; nothing was stored for them. */
export interface GroupsUpserted {
  clashes: string[];
}

export class ApplyMembers extends RunRequest {
  @IsString() @MaxLength(100) groupId: string;

  @IsTexts({ atMost: 1_000 })
  externalIds: string[];
}

/**
 * After a group was read to its end: takes out the members a sync put in and this run did not see. `whole`: the directory
 * listed as many as it says there are; else whoever was not seen stays.
 */
export class CloseMembers extends RunRequest {
  @IsString() @MaxLength(100) groupId: string;
  @IsBoolean() whole: boolean;
  /** How many members it has there. */
  @IsOptional() @IsInt() @Min(0) listed?: number;
}

/** How many were taken out, and how many of those not seen were kept. */
export interface MembersClosed {
  left: number;
  kept: number;
}

/** Groups of the tenant that a run no longer keeps in step, as they were deselected or deleted there, stay as they are. */
export class DetachGroups extends RunRequest {
  /** Ids in the directory of those chosen and found. */
  @IsTexts({ atMost: 500 }) keep: string[];
}

/** A directory group that is not synced, since its name belongs to another group here or to Everyone. */
export class GroupClash {
  @ApiProperty({ description: 'object id in the directory' }) externalId: string;
  @ApiProperty() name: string;
  @ApiPropertyOptional({ description: 'the group that has the name, and could be linked' }) groupId?: string;
}

export class ListGroupClashes extends AccountRequest {}

/** Links the group that has the name, or, with `name`, makes one under another name, which it keeps. */
export class DecideGroup extends AccountRequest {
  @IsString() @MinLength(1) @MaxLength(100) externalId: string;
  @IsOptional() @IsString() @MinLength(1) @MaxLength(256) name?: string;
}

export class GroupName {
  @ApiProperty() groupId: string;
  @ApiProperty() name: string;
}

/** A group as the page of one of its members shows it. */
export class UserGroup extends GroupName {
  @ApiPropertyOptional({ enum: providers }) provider?: Provider;
  @ApiPropertyOptional() externalId?: string;
  @ApiPropertyOptional({ description: 'no longer kept in step: deselected, or deleted in the directory' })
  detached?: boolean;
}

export class Group extends UserGroup {
  @ApiProperty() members: number;
  @ApiPropertyOptional({ description: 'members there who are not Kissflow users, when it was last read' })
  outsiders?: number;
}

/** By name. `search` is a part of it. */
export class ListGroups extends ListRequest {
  @IsOptional() @IsString() @MaxLength(200) search?: string;
}

export class GetGroup extends AccountRequest {
  @IsString() @MaxLength(100) groupId: string;
}

export class Member {
  @ApiProperty() userId: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true }) email: string | null;
  @ApiProperty({ enum: userStatuses }) status: UserStatus;
}

export class ListMembers extends ListRequest {
  @IsString() @MaxLength(100) groupId: string;
}

/** The groups one user is a member of. */
export class ListGroupsOfUser extends ListRequest {
  @IsString() @MaxLength(100) userId: string;
}

/** What a removal of these people would cut. Who is gone is left out. */
export class DescribeUse extends AccountRequest {
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  userIds: string[];
}

/** How somebody uses Kissflow. */
export class Use {
  @ApiPropertyOptional({ description: 'absent where Kissflow has not told of any' }) lastSignInAt?: string;
  @ApiProperty({ type: [GroupName], description: 'the first of their groups' }) groups: GroupName[];
  @ApiProperty({ description: 'how many groups they are in' }) groupCount: number;
}

export interface UserInUse extends Use {
  userId: string;
}
