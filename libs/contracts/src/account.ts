import { Type } from 'class-transformer';
import { IsIn, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { ApiProperty } from '@nestjs/swagger';

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
