import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsString,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';

/** A directory group by its immutable object id; the name is what the administrator saw when choosing it. */
export class GroupReference {
  @ApiProperty() @IsString() @MinLength(1) @MaxLength(100) id: string;
  @ApiProperty() @IsString() @MaxLength(256) name: string;
}

/** Which directory users are synced, and which groups are kept in step with their members. */
export class Scope {
  @ApiProperty({ enum: ['all', 'groups'] }) @IsIn(['all', 'groups']) users: 'all' | 'groups';

  @ApiProperty({ type: [GroupReference] })
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => GroupReference)
  userGroups: GroupReference[];

  @ApiProperty() @IsBoolean() includeGuests: boolean;
  @ApiProperty() @IsBoolean() groupInfo: boolean;

  @ApiProperty({ type: [GroupReference] })
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => GroupReference)
  groups: GroupReference[];
}
