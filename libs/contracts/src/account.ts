import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

export const roles = ['SuperAdmin', 'IamAdmin', 'UserAdmin', 'User'] as const;
export type Role = (typeof roles)[number];

/** Who does something: the signed-in person, as the gateway knows them from their token. */
export class Actor {
  @ApiProperty() @IsString() @MaxLength(100) userId: string;
  @ApiProperty() @IsString() @MaxLength(400) name: string;
  @ApiProperty({ enum: roles }) @IsIn(roles) role: Role;
}

/** Kissflow's account ids look like `Ac…`. */
export const accountIdPattern = /^Ac[A-Za-z0-9_-]{1,60}$/;

/** What every request about an account carries. `actor` is absent where a service acts by itself. */
export class AccountRequest {
  @Matches(accountIdPattern) accountId: string;
  @IsOptional() @ValidateNested() @Type(() => Actor) actor?: Actor;
}

/** A cursor may hold a name, in whatever script, by which its list is sorted. */
export const cursorLength = 4_000;

/** One page of a list: at most `limit` items, after the place that `cursor`, the `next` of the page before, stands for. */
export class ListRequest extends AccountRequest {
  @IsOptional() @IsInt() @Min(1) @Max(200) limit?: number;
  @IsOptional() @IsString() @MaxLength(cursorLength) cursor?: string;
}

/** One page of a list; `next` is the cursor of the following one, absent on the last. */
export interface Page<Item> {
  items: Item[];
  next?: string;
}

/** What an administrator decided about people who are held: who was held after `asOf`, which they did not see, is not among them. */
export class DecideHeld extends AccountRequest {
  @IsIn(['approve', 'keep']) decision: 'approve' | 'keep';

  /** Ids in the directory. Absent: all who wait for a decision. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  externalIds?: string[];

  @IsISO8601() asOf: string;
}
