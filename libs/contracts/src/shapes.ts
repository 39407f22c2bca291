import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsTimeZone,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsRecipients, YesNoWords } from './texts.js';

export const providers = ['azure', 'google', 'scim'] as const;
export type Provider = (typeof providers)[number];

/** What people call them. */
export const providerNames: Readonly<Record<Provider, string>> = {
  azure: 'Microsoft Azure AD',
  google: 'Google Workspace',
  scim: 'SCIM',
};

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

export const dateFormats = ['DD/MM/YYYY', 'MM/DD/YYYY', 'YYYY-MM-DD', 'DD.MM.YYYY'] as const;
export type DateFormat = (typeof dateFormats)[number];

/** How thousands are set apart and where the decimals begin, shown on one number. */
export const numberFormats = ['1,234.56', '1.234,56', '1 234,56'] as const;
export type NumberFormat = (typeof numberFormats)[number];

/** What a text of the directory stands for in a dropdown field. */
export class DropdownValue {
  @ApiProperty({ description: 'as the directory has it', example: 'Eng' })
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  value: string;

  @ApiProperty({ description: 'an option of the field', example: 'Engineering' })
  @IsString()
  @MinLength(1)
  @MaxLength(256)
  option: string;
}

/** How texts of a row are to be read; only what the type of its field needs is used. */
export class RowFormat {
  @ApiPropertyOptional({ enum: dateFormats, default: 'DD/MM/YYYY' }) @IsOptional() @IsIn(dateFormats) date?: DateFormat;

  @ApiPropertyOptional({ enum: numberFormats, default: '1,234.56' })
  @IsOptional()
  @IsIn(numberFormats)
  number?: NumberFormat;

  @YesNoWords('words that mean yes; without them: yes, true') yes?: string[];

  @YesNoWords('words that mean no; without them: no, false') no?: string[];

  @ApiPropertyOptional({ type: [DropdownValue], description: 'values that are written otherwise than the options' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => DropdownValue)
  options?: DropdownValue[];
}

/** One line of the mapping. The first source with a value wins, then the default; see libs/mapping. */
export class MappingRow {
  @ApiProperty({ description: 'name of a directory attribute, e.g. givenName' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  source: string;

  @ApiPropertyOptional({ type: [String], description: 'attributes to try, in this order, where source is empty' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  fallbacks?: string[];

  @ApiProperty({ description: 'id of a user field' }) @IsString() @MinLength(1) @MaxLength(100) target: string;

  @ApiProperty({ description: 'off: written once, later changes in the directory are discarded' })
  @IsBoolean()
  syncUpdates: boolean;

  @ApiPropertyOptional({ description: 'used where every source is empty' })
  @IsOptional()
  @IsString()
  @MaxLength(1024)
  default?: string;

  @ApiPropertyOptional({ type: RowFormat, description: 'how texts that feed a typed field are written' })
  @IsOptional()
  @ValidateNested()
  @Type(() => RowFormat)
  format?: RowFormat;
}

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** Weekly, or daily, at a wall-clock time of a time zone. */
export class Schedule {
  @ApiProperty({ enum: ['week', 'day'] }) @IsIn(['week', 'day']) every: 'week' | 'day';

  @ApiPropertyOptional({ enum: weekdays, description: 'needed when every is week' })
  @ValidateIf((schedule: Schedule) => schedule.every === 'week' || schedule.weekday !== undefined)
  @IsIn(weekdays)
  weekday?: Weekday;

  @ApiProperty({ example: '02:00' })
  @Matches(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'time must be HH:MM, from 00:00 to 23:59' })
  time: string;

  @ApiProperty({ example: 'Europe/Berlin' }) @IsTimeZone() timeZone: string;
}

/** How many removals a sync carries out by itself: beyond both numbers an administrator decides. */
export class Threshold {
  @ApiProperty({ example: 10 }) @IsInt() @Min(0) @Max(1_000_000) people: number;
  @ApiProperty({ example: 5, description: 'of the synced users' }) @IsNumber() @Min(0) @Max(100) percent: number;
}

export const defaultThreshold: Readonly<Threshold> = { people: 10, percent: 5 };

/** What a sync does beyond reading and mapping, when it runs, and who is told when it fails. */
export class Preferences {
  @ApiProperty() @IsDefined() @ValidateNested() @Type(() => Schedule) schedule: Schedule;

  @ApiProperty({ enum: ['deactivate', 'delete'] }) @IsIn(['deactivate', 'delete']) removedUsers:
    'deactivate' | 'delete';
  @ApiProperty({ enum: ['deactivate', 'keep'] }) @IsIn(['deactivate', 'keep']) disabledUsers: 'deactivate' | 'keep';

  @ApiPropertyOptional({ enum: ['keep', 'deactivate'], description: 'who leaves the chosen groups; absent: keep' })
  @IsOptional()
  @IsIn(['keep', 'deactivate'])
  leftScopeUsers?: 'keep' | 'deactivate';

  @ApiProperty({ enum: ['all', 'syncOnly'] }) @IsIn(['all', 'syncOnly']) reactivate: 'all' | 'syncOnly';

  @ApiProperty({ type: [String], description: 'ids of the users who are told when a sync fails' })
  @IsRecipients({ atLeast: 1 })
  notify: string[];

  @ApiProperty() @IsBoolean() sendInvitations: boolean;
  @ApiProperty() @IsBoolean() inviteGuests: boolean;

  @ApiPropertyOptional({ type: Threshold, description: 'absent: 10 people and 5 %' })
  @IsOptional()
  @ValidateNested()
  @Type(() => Threshold)
  threshold?: Threshold;
}

/** Something that keeps a draft from being activated, in words an administrator can act on. */
export class Problem {
  @ApiProperty({ description: 'stable key, e.g. data-type-mismatch' }) code: string;
  @ApiProperty() message: string;
  @ApiPropertyOptional({ description: 'index of the mapping row it is about' }) row?: number;
}

export const fieldTypes = [
  'Text',
  'Text area',
  'Number',
  'Currency',
  'Date',
  'Date & time',
  'Yes/No',
  'Dropdown',
  'Email',
  'User',
] as const;
export type FieldType = (typeof fieldTypes)[number];

/** A field of Kissflow's users: built in, or a custom column of this account. */
export class UserField {
  @ApiProperty({ description: 'e.g. FirstName' }) id: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: fieldTypes }) type: FieldType;
  @ApiProperty() required: boolean;
  @ApiProperty() builtIn: boolean;
  @ApiPropertyOptional({ type: [String], description: 'what a Dropdown offers' }) options?: string[];
}

export const attributeTypes = ['Text', 'Date', 'DateTime', 'Number', 'Boolean', 'Text list', 'User'] as const;
export type AttributeType = (typeof attributeTypes)[number];

/** An attribute of directory users that a mapping row can read. */
export class SourceAttribute {
  @ApiProperty({ description: 'e.g. givenName or onPremisesExtensionAttributes.extensionAttribute4' }) name: string;
  @ApiProperty() label: string;
  @ApiProperty({ enum: attributeTypes }) type: AttributeType;
  @ApiProperty({
    description: 'text without a fixed meaning: its values may feed a typed field, each value is checked',
  })
  freeForm: boolean;
  @ApiPropertyOptional({ description: "in Microsoft's words" }) description?: string;
  @ApiPropertyOptional({ description: 'what reading it needs besides User.Read.All' }) permission?: string;
}

/** Another person of the directory. */
export interface PersonReference {
  id: string;
  name: string;
}

export type AttributeValue = string | number | boolean | string[] | PersonReference | null;

/** A record as the provider gives it. `enabled` is null where the provider did not say, which never counts as disabled. */
export interface DirectoryUser {
  externalId: string;
  displayName: string;
  enabled: boolean | null;
  guest: boolean;
  /** Values of the attributes asked for, by the names of the source catalogue; null where empty. */
  attributes: Record<string, AttributeValue>;
}

/** Why a person can't be mapped or stored, with the mend. */
export class RejectReason {
  @ApiProperty({ description: 'stable key, e.g. wrong-format' }) code: string;
  @ApiPropertyOptional({ description: 'id of the user field it is about' }) field?: string;
  @ApiPropertyOptional({ description: 'the directory attribute the value came from' }) attribute?: string;
  @ApiPropertyOptional() value?: string;
  @ApiPropertyOptional({ description: 'the user it is about, such as the one to link with' }) userId?: string;
  @ApiProperty() message: string;
}

export const skipReasons = ['disabled', 'guest'] as const;
export type SkipReason = (typeof skipReasons)[number];

/** What the mapping makes of one directory user. Everybody read is handed on, so that nobody rejected looks departed. */
export type Person = MappedPerson | RejectedPerson | SkippedPerson;

export interface MappedPerson {
  is: 'mapped';
  externalId: string;
  name: string;
  guest: boolean;
  /**
   * By id of the user field; null where the directory has no value. Numbers are `-1234.5`, amounts `1234.5 EUR` or
   * `1234.5`, dates `YYYY-MM-DD`, dates with a time `YYYY-MM-DDTHH:MM:SS+00:00`, yes and no `true` and `false`, users the
   * directory's object id.
   */
  values: Record<string, string | null>;
}

export interface RejectedPerson {
  is: 'rejected';
  externalId: string;
  name: string;
  reasons: RejectReason[];
}

export interface SkippedPerson {
  is: 'skipped';
  externalId: string;
  name: string;
  reason: SkipReason;
}

/** What a run did to one person. Unchanged people have none. */
export const outcomeActions = [
  'added',
  'linked',
  'updated',
  'reactivated',
  'deactivated',
  'deleted',
  'rejected',
  'skipped',
  'awaitingSecondLook',
  'leftScope',
  'held',
] as const;
export type OutcomeAction = (typeof outcomeActions)[number];

export class FieldChange {
  @ApiProperty() field: string;
  @ApiProperty({ type: String, nullable: true }) from: string | null;
  @ApiProperty({ type: String, nullable: true }) to: string | null;
}

export class Outcome {
  @ApiProperty() externalId: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: outcomeActions }) action: OutcomeAction;
  @ApiPropertyOptional() userId?: string;
  @ApiPropertyOptional({ description: 'a sentence: why, and what to do' }) reason?: string;
  @ApiProperty({ type: [RejectReason] }) reasons: RejectReason[];
  @ApiProperty({ type: [FieldChange] }) changes: FieldChange[];
  @ApiProperty() at: string;
}

/** People by what a run did to them; `unchanged` is what remains of those read. */
export class Counts {
  @ApiProperty() read: number;
  @ApiProperty() added: number;
  @ApiProperty() linked: number;
  @ApiProperty() updated: number;
  @ApiProperty() reactivated: number;
  @ApiProperty() deactivated: number;
  @ApiProperty() deleted: number;
  @ApiProperty() unchanged: number;
  @ApiProperty() rejected: number;
  @ApiProperty() skipped: number;
  @ApiProperty() awaitingSecondLook: number;
  @ApiProperty() leftScope: number;
  @ApiProperty({ description: 'not removed until an administrator decides' }) held: number;
}

export const runKinds = ['sync', 'preview'] as const;
/** A preview goes the same way as a sync and writes no user. */
export type RunKind = (typeof runKinds)[number];

export const runModes = ['full', 'changes'] as const;
/** `full` reads the whole scope; `changes` only whom the directory names as changed since the last run. */
export type RunMode = (typeof runModes)[number];

export const triggers = ['schedule', 'manual', 'activation', 'removals'] as const;
export type Trigger = (typeof triggers)[number];

export const runStatuses = [
  'requested',
  'queued',
  'running',
  'success',
  'partialSuccess',
  'failure',
  'cancelled',
] as const;
export type RunStatus = (typeof runStatuses)[number];

/** Something an administrator must know about a run: a stable cause and a sentence with the next step. */
export class Notice {
  @ApiProperty({ description: 'stable key, e.g. connection-lost' }) @IsString() @MaxLength(100) cause: string;

  @ApiPropertyOptional({ description: 'tells two of one cause apart, e.g. the id of the group it is about' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  about?: string;

  @ApiProperty() @IsString() @MaxLength(2000) message: string;
}

export const userStatuses = ['Invited', 'Active', 'Inactive'] as const;
export type UserStatus = (typeof userStatuses)[number];

/** One page of a list; `next` is the cursor of the following one, absent on the last. */
export interface Page<Item> {
  items: Item[];
  next?: string;
}
