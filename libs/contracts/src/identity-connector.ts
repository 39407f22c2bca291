import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
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
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { AccountRequest } from './account.js';
import { Rpc } from './rpc.js';
import { type DirectoryUser, GroupReference, Scope, SourceAttribute } from './shapes.js';

/** Starts a sign-in. */
export class BeginConnection extends AccountRequest {}

/** `browserKey` goes into a one-time cookie: only the browser that began may come back. */
export interface ConnectionBegun {
  signInUrl: string;
  browserKey: string;
}

/** What Microsoft's redirects carry. There is no account: the one-time state knows it. */
class Redirected {
  @IsString() @MinLength(1) @MaxLength(200) state: string;
  @IsOptional() @IsString() @MaxLength(200) browserKey?: string;
  @IsOptional() @IsString() @MaxLength(200) error?: string;
  @IsOptional() @IsString() @MaxLength(4000) errorDescription?: string;
}

export class SignedIn extends Redirected {
  @IsOptional() @IsString() @MaxLength(8000) code?: string;
}

export class Consented extends Redirected {
  @IsOptional() @IsString() @MaxLength(100) tenant?: string;
}

export const connectionStates = ['verified', 'lost'] as const;
export type ConnectionState = (typeof connectionStates)[number];

/** Why a connection no longer works, and the next step. */
export class LostConnection {
  @ApiProperty({ description: 'connection-lost, or server-setting where the fault is in how Rollcall is run' })
  code: string;
  @ApiProperty() message: string;
  @ApiProperty() since: string;
}

/** Another tenant that an administrator has signed in to while one is connected: it waits for a decision. */
export class PendingTenant {
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty({ type: [String] }) verifiedDomains: string[];
  @ApiProperty({ description: 'user principal name of the administrator who consented' }) consentedBy: string;
  @ApiProperty() verifiedAt: string;
  @ApiProperty({ description: 'what confirming and rejecting do' }) message: string;
}

export class Connection {
  @ApiProperty() connectionId: string;
  @ApiProperty() version: number;
  @ApiProperty({ enum: connectionStates, description: 'lost: told so twice by Azure AD; syncs wait until it is back' })
  state: ConnectionState;
  @ApiPropertyOptional() lost?: LostConnection;
  @ApiProperty() tenantId: string;
  @ApiProperty() tenantName: string;
  @ApiProperty({ type: [String] }) verifiedDomains: string[];
  @ApiProperty({ type: [String] }) permissions: string[];
  @ApiProperty({ description: 'user principal name of the administrator who consented' }) consentedBy: string;
  @ApiProperty() verifiedAt: string;
  @ApiPropertyOptional({ description: 'when it was last seen to work' }) checkedAt?: string;
  @ApiPropertyOptional({ description: 'when the secret or certificate runs out that Rollcall proves itself with' })
  credentialExpiresAt?: string;
  @ApiPropertyOptional() pending?: PendingTenant;
}

/** Decides about the tenant that waits. It is named, so that nobody decides about another than they saw. */
class DecideTenant extends AccountRequest {
  @IsString() @MinLength(1) @MaxLength(100) tenantId: string;
}

/** Refused with `connection-changed` if this tenant does not wait, and with `connection-lost` if it lets Rollcall in no more. */
export class ConfirmTenant extends DecideTenant {}
export class RejectTenant extends DecideTenant {}

export class GetConnection extends AccountRequest {}
export class RemoveConnection extends AccountRequest {}

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

export const identityConnectorRequests = {
  'rpc.connection.begin': new Rpc<BeginConnection, ConnectionBegun>(BeginConnection, 5_000),
  'rpc.connection.signed-in': new Rpc<SignedIn, { consentUrl: string }>(SignedIn, 20_000),
  'rpc.connection.consented': new Rpc<Consented, Connection>(Consented, 60_000),
  'rpc.connection.get': new Rpc<GetConnection, Connection | null>(GetConnection, 5_000),
  // It proves the consent again first.
  'rpc.connection.confirm': new Rpc<ConfirmTenant, Connection>(ConfirmTenant, 60_000),
  'rpc.connection.reject': new Rpc<RejectTenant, Connection>(RejectTenant, 5_000),
  'rpc.connection.remove': new Rpc<RemoveConnection, { removed: boolean }>(RemoveConnection, 5_000),
  'rpc.directory.page': new Rpc<ReadPage, DirectoryPage>(ReadPage, 30_000),
  'rpc.directory.delta': new Rpc<ReadChanges, DirectoryChanges>(ReadChanges, 30_000),
  'rpc.directory.read': new Rpc<ReadPeople, PeopleRead>(ReadPeople, 30_000),
  'rpc.directory.confirm-removed': new Rpc<ConfirmRemoved, RemovalsConfirmed>(ConfirmRemoved, 60_000),
  'rpc.directory.count': new Rpc<CountPeople, { total: number }>(CountPeople, 30_000),
  'rpc.directory.scope-size': new Rpc<MeasureScope, ScopeSize>(MeasureScope, 30_000),
  'rpc.directory.groups': new Rpc<FindGroups, { groups: DirectoryGroup[] }>(FindGroups, 30_000),
  'rpc.directory.attributes': new Rpc<ListAttributes, { attributes: SourceAttribute[] }>(ListAttributes, 10_000),
  'rpc.directory.sample': new Rpc<SamplePeople, { people: DirectoryUser[] }>(SamplePeople, 30_000),
  'rpc.directory.trace': new Rpc<TracePerson, PersonTraced>(TracePerson, 30_000),
  'rpc.directory.find': new Rpc<FindPeople, { people: DirectoryUser[] }>(FindPeople, 30_000),
} as const;
