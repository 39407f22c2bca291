import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { accountIdPattern, Actor } from './account.js';
import { Notice, type RunKind, runKinds, type Trigger, triggers } from './runs.js';
import { IsRecipients } from './texts.js';

/** The envelope of every event. Events carry ids, names and counts, never attribute values. */
export class Event {
  @IsUUID() eventId: string;
  @IsISO8601() occurredAt: string;
  @Matches(accountIdPattern) accountId: string;
}

/** A tenant's consent was proved; `version` rises with every change of the connection. */
export class TenantVerified extends Event {
  @IsString() @MaxLength(100) connectionId: string;
  @IsInt() @Min(1) version: number;
  @IsString() @MaxLength(100) tenantId: string;
  @IsString() @MaxLength(256) tenantName: string;
  @IsString() @MaxLength(100) connectedBy: string;
}

export const testResults = ['passed', 'passedWithRejects', 'failed'] as const;
export type TestResult = (typeof testResults)[number];

/** A mapping was judged against real people. */
export class MappingTested extends Event {
  @IsUUID() testId: string;
  @IsString() @MaxLength(100) mappingHash: string;
  @IsIn(testResults) result: TestResult;
}

export const userChangeKinds = ['created', 'updated', 'deactivated', 'reactivated', 'deleted'] as const;
export type UserChangeKind = (typeof userChangeKinds)[number];

/** One user's change. `version` rises with every change of that user; `fields` are ids of the user fields that changed. */
export class UserChange {
  @IsString() @MaxLength(100) userId: string;
  @IsInt() @Min(1) version: number;
  @IsIn(userChangeKinds) change: UserChangeKind;
  @IsArray() @ArrayMaxSize(200) @IsString({ each: true }) fields: string[];
}

/** Users changed: 1 to 500 of one account. */
export class UserChanged extends Event {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => UserChange)
  changes: UserChange[];

  @IsOptional() @IsUUID() runId?: string;
}

/** config asks for a run; it mints the run's id, so that the run can be followed before it is stored. */
export class SyncRequested extends Event {
  @IsUUID() runId: string;
  @IsIn(triggers) trigger: Trigger;
  /** Absent: a sync. */
  @IsOptional() @IsIn(runKinds) kind?: RunKind;
  /** The revision to run; absent: the one in force when the run is claimed. */
  @IsOptional() @IsInt() @Min(1) revision?: number;
  @IsOptional() @IsISO8601() scheduledFor?: string;
  @IsOptional() @ValidateNested() @Type(() => Actor) actor?: Actor;
  /** Of a scheduled run: who is told, should the slot have been missed. */
  @IsOptional() @IsRecipients() notify?: string[];
}

const finished = ['success', 'partialSuccess', 'cancelled'] as const;

/** A run ended; how many people it added, changed and so on is answered by `rpc.runs.get`. `notify` as of a failed one. */
export class SyncFinished extends Event {
  @IsUUID() runId: string;
  @IsIn(finished) status: (typeof finished)[number];
  @IsIn(triggers) trigger: Trigger;
  @IsISO8601() finishedAt: string;
  @IsArray() @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => Notice) notices: Notice[];
  @IsOptional() @IsRecipients() notify?: string[];
}

/** A run failed. `notify` are the users whom the configuration in force names for it. */
export class SyncFailed extends Event {
  @IsUUID() runId: string;
  @IsIn(triggers) trigger: Trigger;
  @IsISO8601() finishedAt: string;
  @IsDefined() @ValidateNested() @Type(() => Notice) failure: Notice;
  @IsRecipients() notify: string[];
}

/** A connection's consent is gone, told twice; `version` rises with every change of the connection. */
export class TenantLost extends Event {
  @IsString() @MaxLength(100) connectionId: string;
  @IsInt() @Min(1) version: number;
  @IsString() @MaxLength(100) tenantId: string;
  @IsDefined() @ValidateNested() @Type(() => Notice) reason: Notice;
}

/** How Rollcall proves itself to the provider runs out soon. Without `reason` there is nothing to warn of any more. */
export class CredentialExpiring extends Event {
  @IsOptional() @IsISO8601() expiresAt?: string;
  @IsOptional() @ValidateNested() @Type(() => Notice) reason?: Notice;
}

/**
 * Something worth auditing was done. `action` is in Kissflow's words (Updated user sync configuration), `target` names what
 * it was done to; `before` and `after` are settings, ids and names, never attribute values or secrets.
 */
export class AuditRecorded extends Event {
  @IsOptional() @ValidateNested() @Type(() => Actor) actor?: Actor;
  @IsString() @MaxLength(200) action: string;
  @IsString() @MaxLength(500) target: string;
  @IsOptional() @IsObject() before?: Record<string, unknown>;
  @IsOptional() @IsObject() after?: Record<string, unknown>;
}

/** All that is stored of an account is to go, but for the audit trail. */
export class AccountErased extends Event {
  @IsOptional() @ValidateNested() @Type(() => Actor) actor?: Actor;
}

/** Subject → class: the one place where both are bound, so that they can't drift. */
export const events = {
  'tenant.verified': TenantVerified,
  'tenant.lost': TenantLost,
  'credential.expiring': CredentialExpiring,
  'mapping.tested': MappingTested,
  'user.changed': UserChanged,
  'sync.requested': SyncRequested,
  'sync.finished': SyncFinished,
  'sync.failed': SyncFailed,
  'audit.recorded': AuditRecorded,
  'account.erased': AccountErased,
} as const;

export type EventSubject = keyof typeof events;
export type EventOf<S extends EventSubject> = InstanceType<(typeof events)[S]>;

/** An event without its envelope, which the publisher fills in. */
export type EventBody<S extends EventSubject> = Omit<EventOf<S>, 'eventId' | 'occurredAt'>;
