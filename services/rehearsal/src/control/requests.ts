import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Max,
  Min,
  MinLength,
  registerDecorator,
  ValidateIf,
} from 'class-validator';
import type { Resource } from '../tenant/person.js';
import { DELTA_TWISTS, REQUIRED_PERMISSIONS } from '../tenant/tenant.js';
import type { DeltaTwist } from '../tenant/tenant.js';
import { REFUSALS, SPOILINGS } from './faults.service.js';
import type { FaultKind } from './faults.service.js';
import type { SecretState } from '../entra/client-authentication.service.js';

function IsPattern(): PropertyDecorator {
  return (target, propertyKey) => {
    registerDecorator({
      name: 'isPattern',
      target: target.constructor,
      propertyName: String(propertyKey),
      validator: {
        validate: isPattern,
        defaultMessage: () =>
          '$property must be a regular expression over "METHOD /path?query", such as GET /v1.0/users',
      },
    });
  };
}

function isPattern(value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return false;
  try {
    return new RegExp(value) instanceof RegExp;
  } catch {
    return false;
  }
}

export class AddFault {
  @IsIn([...REFUSALS, ...SPOILINGS])
  kind: FaultKind;

  @IsPattern()
  match: string;

  /** Only for this tenant, by id; without it, for all. */
  @IsOptional()
  @IsUUID()
  tenant?: string;

  @IsInt()
  @Min(1)
  @Max(1_000_000)
  times: number = 1;

  /** Leave so many matching requests alone first. */
  @IsInt()
  @Min(0)
  after: number = 0;

  @IsOptional()
  @IsInt()
  @Min(400)
  @Max(599)
  status?: number;

  @IsOptional()
  @IsString()
  @MaxLength(100)
  code?: string;

  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(3_600)
  retryAfterSeconds?: number;

  /** Whether Retry-After is a date instead of seconds. */
  @IsOptional()
  @IsBoolean()
  retryAfterDate?: boolean;
}

export class AddDelay {
  @IsPattern()
  match: string;

  @IsInt()
  @Min(1)
  @Max(600_000)
  ms: number;
}

export class AddHold {
  @IsPattern()
  match: string;

  @IsInt()
  @Min(1)
  nth: number = 1;
}

export class SetThrottle {
  /** Null turns throttling off. Microsoft gives large tenants 8,000. */
  @ValidateIf(({ unitsPer10Seconds }: SetThrottle) => unitsPer10Seconds !== null)
  @IsInt()
  @Min(1)
  unitsPer10Seconds: number | null;

  /** Only this tenant, by id; without it, all. */
  @IsOptional()
  @IsUUID()
  tenant?: string;
}

export class AdvanceClock {
  @IsInt()
  @Min(1)
  @Max(366 * 86_400)
  seconds: number;
}

export class SetSignIn {
  @IsOptional()
  @IsBoolean()
  admitPersonalAccounts?: boolean;

  @IsOptional()
  @IsIn(['valid', 'expired', 'replaced'])
  secret?: SecretState;
}

export class ChangeTenant {
  /** Whether ID tokens carry `wids`. */
  @IsOptional()
  @IsBoolean()
  roleClaims?: boolean;

  /** So many of the next application tokens come without roles, as while a consent spreads. */
  @IsOptional()
  @IsInt()
  @Min(0)
  tokensWithoutRoles?: number;

  /** Permissions that the next consents leave out. */
  @IsOptional()
  @IsIn(REQUIRED_PERMISSIONS, { each: true })
  withheldPermissions?: string[];

  @IsOptional()
  @IsIn([400, 410])
  expiredDeltaStatus?: 400 | 410;

  /** How long delta links last; Microsoft's do for seven days. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(366 * 86_400)
  deltaLifetimeSeconds?: number;

  @IsOptional()
  @IsIn(DELTA_TWISTS, { each: true })
  deltaTwists?: DeltaTwist[];

  /** Every read of a list begins somewhere else in it: Graph promises no order. */
  @IsOptional()
  @IsBoolean()
  shiftingOrder?: boolean;

  /** Pages of people hold at most so many, whatever is asked for: Graph may always answer fewer. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(999)
  largestPage?: number;
}

export class CreateTenant {
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  name: string;

  @Matches(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, { message: 'domain must be a domain in lower case, such as adatum.example' })
  domain: string;

  @IsInt()
  @Min(1)
  @Max(100_000)
  people: number = 25;

  @IsInt()
  @Min(0)
  @Max(5_000)
  groups: number = 3;

  @IsInt()
  @Min(0)
  @Max(0x7fffffff)
  seed: number = 1;
}

export class ClearFaults {
  /** Only those for this tenant, by id. */
  @IsOptional()
  @IsUUID()
  tenant?: string;
}

export class AgeDeltaLinks {
  @IsInt()
  @Min(1)
  @Max(366 * 86_400)
  seconds: number;
}

export class Expire {
  @IsIn(['access-tokens', 'page-tokens', 'delta-links'])
  what: 'access-tokens' | 'page-tokens' | 'delta-links';
}

export class ChangePerson {
  /** Graph's property names; null empties one. */
  @IsObject()
  properties: Resource = {};

  /** Null takes the manager away. */
  @IsOptional()
  @IsUUID()
  managerId?: string | null;
}

export class CreatePerson {
  @IsObject()
  properties: Resource;
}

export class ChangeMany {
  @IsIn(['delete', 'disable', 'rename'])
  action: 'delete' | 'disable' | 'rename';

  @IsInt()
  @Min(1)
  count: number;
}

export class CreateGroup {
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  displayName: string;

  @IsOptional()
  @IsString()
  description?: string;
}

export class ChangeGroup {
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  displayName?: string;

  @IsOptional()
  @IsString()
  description?: string | null;

  @IsOptional()
  @IsIn(['Public', 'Private', 'HiddenMembership'])
  visibility?: string;
}

export class ListPeople {
  @IsIn(['present', 'deleted'])
  state: 'present' | 'deleted' = 'present';

  /** Part of the display name, the mail or the user principal name. */
  @IsOptional()
  @IsString()
  search?: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  limit: number = 100;

  @Type(() => Number)
  @IsInt()
  @Min(0)
  offset: number = 0;
}

export class ListRequests {
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  limit: number = 100;
}

export class RefuseRecipients {
  @IsIn([550, 451])
  code: 550 | 451;

  @IsInt()
  @Min(1)
  times: number = 1;

  /** Only this address; without it, the next ones whoever they are. */
  @IsOptional()
  @IsString()
  to?: string;
}
