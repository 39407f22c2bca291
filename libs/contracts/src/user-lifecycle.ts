import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsEmail,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { AccountRequest, Actor, DecideHeld, ListRequest, type Role, roles } from './account.js';
import { Rpc } from './rpc.js';
import {
  type FieldType,
  fieldTypes,
  GroupReference,
  Outcome,
  type OutcomeAction,
  outcomeActions,
  type Page,
  type Person,
  type Provider,
  providers,
  type RunKind,
  runKinds,
  UserField,
  type UserStatus,
  userStatuses,
} from './shapes.js';
import { DropdownOptions } from './texts.js';

const deleteOrDeactivate = ['deactivate', 'delete'] as const;

/** The run on whose behalf something is written. A write with an older `fence` than the account's is refused. */
export class RunContext {
  @IsUUID() runId: string;
  /** Absent: a sync. A preview writes outcomes, and no user, group or event. */
  @IsOptional() @IsIn(runKinds) kind?: RunKind;
  @IsInt() @Min(1) fence: number;
  @IsIn(providers) provider: Provider;
  @IsString() @MaxLength(100) tenantId: string;

  /** Domains the tenant has proved to own: only their addresses link to users who are here already. Lower case. */
  @IsArray() @ArrayMaxSize(5_000) @IsString({ each: true }) verifiedDomains: string[];

  /** Ids of the user fields whose Sync updates is off. */
  @IsArray() @ArrayMaxSize(200) @IsString({ each: true }) writeOnce: string[];

  @IsIn(['all', 'syncOnly']) reactivate: 'all' | 'syncOnly';
  @IsIn(deleteOrDeactivate) removedUsers: 'deactivate' | 'delete';
  @IsIn(['deactivate', 'keep']) disabledUsers: 'deactivate' | 'keep';
  /** Absent: keep. */
  @IsOptional() @IsIn(['keep', 'deactivate']) leftScopeUsers?: 'keep' | 'deactivate';
  @IsBoolean() sendInvitations: boolean;
  @IsBoolean() inviteGuests: boolean;
}

export class RunRequest extends AccountRequest {
  @IsDefined() @ValidateNested() @Type(() => RunContext) run: RunContext;
}

/** Which page of which read people were on: what tells a repeated page from a person who stands on two pages. */
export class PagePosition {
  /** Number of the read within the run, from 0; a read that starts over takes a new one. */
  @IsInt() @Min(0) read: number;
  @IsInt() @Min(0) page: number;
}

/** Stores one page of people, all or nothing. A repeat changes nothing and is answered alike. */
export class ApplyPage extends RunRequest {
  @IsDefined() @ValidateNested() @Type(() => PagePosition) position: PagePosition;

  // Not validated one by one: they come from our own mapping of people who were checked when they entered.
  @IsArray() @ArrayMaxSize(1_000) people: Person[];
}

/** `fresh`: people of the page who were on no other page of the run. */
export interface PageApplied {
  fresh: number;
}

/** Users of the run's tenant whom the run did not see, or saw disabled, in order of their ids. */
export class ListAbsent extends RunRequest {
  /** Only these people. Absent: everybody. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  among?: string[];

  @IsOptional() @IsString() @MaxLength(100) after?: string;
  @IsInt() @Min(1) @Max(1_000) limit: number;
}

/** `seenIn`: the last run that saw them. With `next` there may be more, also where nobody was found. */
export interface AbsentUsers {
  users: { externalId: string; why: 'unseen' | 'disabled'; seenIn?: string | undefined }[];
  next?: string;
}

/** `outOfScope`: there, a member of none of the chosen groups, and synced under the very same scope before. */
export const removalEvidence = ['deleted', 'notFound', 'disabled', 'outOfScope', 'present'] as const;
export type RemovalEvidence = (typeof removalEvidence)[number];

export class RemovalProof {
  @IsString() @MaxLength(100) externalId: string;
  @IsIn(removalEvidence) evidence: RemovalEvidence;
}

/** Carries out what the evidence proves for each person, no more; see decide-removal. A repeat changes nothing. */
export class RemoveUsers extends RunRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => RemovalProof)
  people: RemovalProof[];
}

/** A user whom a field of another one names. */
export class UserReference {
  @ApiProperty() userId: string;
  @ApiProperty() name: string;
}

/** Of how many people a run saw each of these User fields names somebody who is not in Kissflow. */
export class CountUnresolved extends RunRequest {
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  fields: string[];
}

/** What `RemoveUsers` will be asked for, short of removing: notes what removes nobody, and answers who would be removed. */
export class PrepareRemovals extends RemoveUsers {}

export interface RemovableUser {
  externalId: string;
  userId: string;
  name: string;
  reason: string;
}

class UserToHold {
  @IsString() @MaxLength(100) externalId: string;
  /** Absent where nobody asked the directory: the proof comes with the approval. */
  @IsOptional() @IsIn(removalEvidence) evidence?: RemovalEvidence;
}

/** Notes that the removal of these people waits for a decision. Nobody is changed; a repeat is answered alike. */
export class HoldUsers extends RunRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => UserToHold)
  people: UserToHold[];
}

/**
 * How many people's addresses a run would change without an administrator having decided that, and how many of those were
 * held by an earlier run already.
 */
export class CountEmailChanges extends RunRequest {}

export interface EmailChangesCounted {
  changes: number;
  undecided: number;
}

/** Of the next people whose addresses wait: users who have such an address and whom the run did not see, by their ids in the directory. */
export class ListEmailHolders extends RunRequest {
  @IsOptional() @IsString() @MaxLength(100) after?: string;
  @IsInt() @Min(1) @Max(1_000) limit: number;
}

/** `upTo`: the last of the people it looked at; absent where nobody waits any more. */
export interface EmailHolders {
  holders: string[];
  upTo?: string;
}

/**
 * Settles the addresses of the people who waited, from `after` to `upTo`, once everybody is read. With `hold` nobody's
 * address changes but by a decision. A repeat finds them settled.
 */
export class SettleEmails extends RunRequest {
  @IsOptional() @IsString() @MaxLength(100) after?: string;
  @IsString() @MaxLength(100) upTo: string;
  @IsBoolean() hold: boolean;

  /** What the directory says about the holders. */
  @IsArray() @ArrayMaxSize(1_000) @ValidateNested({ each: true }) @Type(() => RemovalProof) proofs: RemovalProof[];
}

/** After all were settled. `whole`: the run read everybody, so that a held change it did not meet is no longer wanted. */
export class CloseEmails extends RunRequest {
  @IsBoolean() whole: boolean;
}

export const emailChangeStates = ['held', 'approved', 'kept'] as const;
export type EmailChangeState = (typeof emailChangeStates)[number];

/** A change of address that waits for an administrator, or for the sync after the decision. */
export class EmailChange {
  @ApiProperty({ description: 'object id in the directory' }) externalId: string;
  @ApiProperty() userId: string;
  @ApiProperty() name: string;
  @ApiProperty({ description: 'the address in Kissflow' }) from: string;
  @ApiProperty({ description: 'the address in the directory' }) to: string;
  @ApiProperty({ enum: emailChangeStates, description: 'approved ones are carried out by the next sync' })
  state: EmailChangeState;
  @ApiProperty({ description: 'the run that last met it' }) runId: string;
  @ApiProperty() heldAt: string;
  @ApiPropertyOptional() decidedAt?: string;
  @ApiPropertyOptional({ type: () => Actor }) decidedBy?: Actor;
}

export class ListEmailChanges extends ListRequest {
  @IsOptional() @IsIn(emailChangeStates) state?: EmailChangeState;
}

/** Decides about changes of address that an administrator saw: what was held after `asOf` is not among them. */
export class DecideEmailChanges extends DecideHeld {}

/** How many users follow the run's tenant; those who are inactive don't count. */
export class CountSynced extends RunRequest {}

export class FieldValue {
  @ApiProperty({ type: String, nullable: true }) value: string | null;
  @ApiPropertyOptional({
    description: 'of a User field: whom the directory id in value stands for, once they are here',
  })
  user?: UserReference;
  @ApiProperty({ description: 'azure, or hand' }) from: string;
  @ApiProperty() at: string;
}

export class User {
  @ApiProperty() userId: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true }) email: string | null;
  @ApiProperty({ enum: userStatuses }) status: UserStatus;
  @ApiProperty({ enum: roles }) role: Role;
  @ApiProperty() isOwner: boolean;
  @ApiPropertyOptional({ enum: providers }) provider?: Provider;
  @ApiPropertyOptional({ description: 'object id in the directory' }) externalId?: string;
  @ApiPropertyOptional({ description: 'no sync changes this user' }) excluded?: boolean;
  @ApiProperty({ type: 'object', additionalProperties: { $ref: '#/components/schemas/FieldValue' } })
  fields: Record<string, FieldValue>;
  @ApiProperty() version: number;
}

export class ListUsers extends ListRequest {
  @IsOptional() @IsString() @MaxLength(200) search?: string;
  @IsOptional() @IsIn(userStatuses) status?: UserStatus;
}

/** The user who follows somebody of a directory, and what runs did to that person last, newest first, previews too. */
export class FindSynced extends AccountRequest {
  @IsIn(providers) provider: Provider;
  @IsString() @MaxLength(100) tenantId: string;
  @IsString() @MaxLength(100) externalId: string;
}

export interface SyncedPerson {
  user: User | null;
  /** By an administrator's choice no sync changes the user. */
  excluded: boolean;
  outcomes: (Outcome & { runId: string })[];
}

export class GetUser extends AccountRequest {
  @IsString() @MaxLength(100) userId: string;
}

/** `values` by the ids of user fields, in the form in which a sync stores them. First name and Email ID are needed. */
export class CreateUser extends AccountRequest {
  @IsObject() values: Record<string, string | null>;
  @IsOptional() @IsIn(roles) role?: Role;
  @IsOptional() @IsBoolean() sendInvitation?: boolean;
}

/** Changes what is given. A field that a sync keeps up to date has the directory's value again after the next one. */
export class ChangeUser extends GetUser {
  @IsOptional() @IsObject() values?: Record<string, string | null>;
  @IsOptional() @IsIn(roles) role?: Role;
}

export class ActivateUser extends GetUser {}
export class DeactivateUser extends GetUser {}

/** Whether syncs leave a user as they are. */
export class ExcludeUser extends GetUser {
  @IsBoolean() excluded: boolean;
}

/** Makes a user follow the directory user about whom a run left it to a decision whether they are the same person. */
export class LinkUser extends GetUser {
  @IsUUID() runId: string;
  @IsString() @MinLength(1) @MaxLength(100) externalId: string;
}

/** What syncs did to one user, the latest first. */
export class ListUserOutcomes extends ListRequest {
  @IsString() @MaxLength(100) userId: string;
}

export class UserOutcome extends Outcome {
  @ApiProperty() runId: string;
}

/** Makes a signed-in person known, from their token's claims. A repeat changes nothing. */
export class RegisterUser extends AccountRequest {
  @IsString() @MinLength(1) @MaxLength(100) userId: string;
  @IsString() @MaxLength(400) name: string;
  @IsEmail() email: string;
  @IsIn(roles) role: Role;
}

/**
 * How to reach people: those named who have one of the roles, where both are given; without `userIds` the first 50 who have
 * one. Those unknown or inactive are left out.
 */
export class GetContacts extends AccountRequest {
  @ValidateIf((request: GetContacts) => request.roles === undefined || request.userIds !== undefined)
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  userIds?: string[];

  @IsOptional() @IsArray() @ArrayMinSize(1) @IsIn(roles, { each: true }) roles?: Role[];
}

export interface Contact {
  userId: string;
  name: string;
  email: string;
}

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

  @IsArray()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  externalIds: string[];
}

/** After a group was read to its end: takes out the members a sync put in and this run did not see. */
export class CloseMembers extends RunRequest {
  @IsString() @MaxLength(100) groupId: string;
  /** How many members it has there. */
  @IsOptional() @IsInt() @Min(0) listed?: number;
}

/** Groups of the tenant that a run no longer keeps in step, as they were deselected or deleted there, stay as they are. */
export class DetachGroups extends RunRequest {
  /** Ids in the directory of those chosen and found. */
  @IsArray() @ArrayMaxSize(500) @IsString({ each: true }) @MaxLength(100, { each: true }) keep: string[];
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

export class Group {
  @ApiProperty() groupId: string;
  @ApiProperty() name: string;
  @ApiProperty() members: number;
  @ApiPropertyOptional({ enum: providers }) provider?: Provider;
  @ApiPropertyOptional() externalId?: string;
  @ApiPropertyOptional({ description: 'no longer kept in step: deselected, or deleted in the directory' })
  detached?: boolean;
  @ApiPropertyOptional({ description: 'members there who are not Kissflow users, when it was last read' })
  outsiders?: number;
}

export class ListGroups extends ListRequest {}

export class ListMembers extends ListGroups {
  @IsString() @MaxLength(100) groupId: string;
}

export class ListOutcomes extends ListRequest {
  @IsUUID() runId: string;
  @IsOptional() @IsIn(outcomeActions) action?: OutcomeAction;
  @IsOptional() @IsString() @MaxLength(200) search?: string;
}

export class CountOutcomes extends AccountRequest {
  @IsUUID() runId: string;
}

/** How many people of a run were rejected for one reason: the same code, of the same field and attribute. */
export class CountedReason {
  @ApiProperty({ description: 'stable key, e.g. wrong-format' }) code: string;
  @ApiPropertyOptional({ description: 'id of the user field it is about' }) field?: string;
  @ApiPropertyOptional({ description: 'the directory attribute the values came from' }) attribute?: string;
  @ApiProperty() people: number;
  @ApiProperty({ description: 'in the words of one of them' }) message: string;
}

export class ListFields extends AccountRequest {}

export class CreateField extends AccountRequest {
  @IsString() @MinLength(1) @MaxLength(100) name: string;
  @IsIn(fieldTypes) type: FieldType;
  @IsBoolean() required: boolean;
  @DropdownOptions() options?: string[];
}

/** Changes what is given. The id stays, and so do the type and the values people have. */
export class ChangeField extends AccountRequest {
  @IsString() @MinLength(1) @MaxLength(100) fieldId: string;
  @IsOptional() @IsString() @MinLength(1) @MaxLength(100) name?: string;
  @IsOptional() @IsBoolean() required?: boolean;
  @DropdownOptions() options?: string[];
}

/** Refused with `field-in-use` while a row of the active configuration or of the draft maps it. */
export class RemoveField extends AccountRequest {
  @IsString() @MinLength(1) @MaxLength(100) fieldId: string;
}

/** `version` rises with every change of the catalogue. */
export interface FieldCatalogue {
  version: number;
  fields: UserField[];
}

/** Makes one-time invitations for those of the users who are Invited and were to get one; by hand for any who is Invited. */
export class IssueInvitations extends AccountRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  userIds: string[];

  @IsOptional() @IsBoolean() byHand?: boolean;
}

/** `token` is known to nobody else: user-lifecycle keeps only its hash. A later issue replaces it. */
export interface Invitation extends Contact {
  token: string;
  expiresAt: string;
}

/** The token is all an invited person has: there is no account in the request. */
export class AcceptInvitation {
  @IsString() @MinLength(20) @MaxLength(200) token: string;
}

export const userLifecycleRequests = {
  'rpc.users.apply': new Rpc<ApplyPage, PageApplied>(ApplyPage, 15_000),
  'rpc.users.absent': new Rpc<ListAbsent, AbsentUsers>(ListAbsent, 30_000),
  'rpc.users.remove': new Rpc<RemoveUsers, { removed: number }>(RemoveUsers, 30_000),
  'rpc.users.count-unresolved': new Rpc<CountUnresolved, { people: Record<string, number> }>(CountUnresolved, 30_000),
  'rpc.users.prepare-removals': new Rpc<PrepareRemovals, { removable: RemovableUser[] }>(PrepareRemovals, 30_000),
  'rpc.users.hold': new Rpc<HoldUsers, { held: RemovableUser[] }>(HoldUsers, 30_000),
  'rpc.users.count-synced': new Rpc<CountSynced, { users: number }>(CountSynced, 30_000),
  'rpc.users.end-preview': new Rpc<RunRequest, { ended: true }>(RunRequest, 30_000),
  'rpc.users.count-email-changes': new Rpc<CountEmailChanges, EmailChangesCounted>(CountEmailChanges, 30_000),
  'rpc.users.email-holders': new Rpc<ListEmailHolders, EmailHolders>(ListEmailHolders, 30_000),
  'rpc.users.settle-emails': new Rpc<SettleEmails, { settled: number }>(SettleEmails, 60_000),
  'rpc.users.close-emails': new Rpc<CloseEmails, { held: number }>(CloseEmails, 30_000),
  'rpc.email-changes.list': new Rpc<ListEmailChanges, Page<EmailChange> & { asOf?: string }>(ListEmailChanges, 5_000),
  'rpc.email-changes.decide': new Rpc<DecideEmailChanges, { people: number }>(DecideEmailChanges, 30_000),
  'rpc.users.list': new Rpc<ListUsers, Page<User>>(ListUsers, 5_000),
  'rpc.users.find-synced': new Rpc<FindSynced, SyncedPerson>(FindSynced, 5_000),
  'rpc.users.get': new Rpc<GetUser, User | null>(GetUser, 5_000),
  'rpc.users.create': new Rpc<CreateUser, User>(CreateUser, 5_000),
  'rpc.users.change': new Rpc<ChangeUser, User>(ChangeUser, 5_000),
  'rpc.users.activate': new Rpc<ActivateUser, User>(ActivateUser, 5_000),
  'rpc.users.deactivate': new Rpc<DeactivateUser, User>(DeactivateUser, 5_000),
  'rpc.users.exclude': new Rpc<ExcludeUser, User>(ExcludeUser, 5_000),
  'rpc.users.link': new Rpc<LinkUser, User>(LinkUser, 5_000),
  'rpc.outcomes.of-user': new Rpc<ListUserOutcomes, Page<UserOutcome>>(ListUserOutcomes, 10_000),
  'rpc.users.register': new Rpc<RegisterUser, User>(RegisterUser, 5_000),
  'rpc.users.contacts': new Rpc<GetContacts, { contacts: Contact[] }>(GetContacts, 5_000),
  'rpc.groups.upsert': new Rpc<UpsertGroups, GroupsUpserted>(UpsertGroups, 10_000),
  'rpc.groups.apply-members': new Rpc<ApplyMembers, { members: number }>(ApplyMembers, 30_000),
  'rpc.groups.close-members': new Rpc<CloseMembers, { left: number }>(CloseMembers, 30_000),
  'rpc.groups.detach': new Rpc<DetachGroups, { detached: number }>(DetachGroups, 10_000),
  'rpc.groups.clashes': new Rpc<ListGroupClashes, { clashes: GroupClash[] }>(ListGroupClashes, 5_000),
  'rpc.groups.decide': new Rpc<DecideGroup, Group>(DecideGroup, 5_000),
  'rpc.groups.list': new Rpc<ListGroups, Page<Group>>(ListGroups, 5_000),
  'rpc.groups.members': new Rpc<ListMembers, Page<Contact>>(ListMembers, 5_000),
  'rpc.outcomes.list': new Rpc<ListOutcomes, Page<Outcome>>(ListOutcomes, 10_000),
  'rpc.outcomes.count': new Rpc<CountOutcomes, Partial<Record<OutcomeAction, number>>>(CountOutcomes, 30_000),
  'rpc.outcomes.reasons': new Rpc<CountOutcomes, { reasons: CountedReason[] }>(CountOutcomes, 30_000),
  'rpc.fields.list': new Rpc<ListFields, FieldCatalogue>(ListFields, 5_000),
  'rpc.fields.create': new Rpc<CreateField, UserField>(CreateField, 5_000),
  'rpc.fields.change': new Rpc<ChangeField, UserField>(ChangeField, 5_000),
  // It asks config what is mapped, which asks others in turn.
  'rpc.fields.remove': new Rpc<RemoveField, { removed: boolean }>(RemoveField, 15_000),
  'rpc.invitations.issue': new Rpc<IssueInvitations, { invitations: Invitation[] }>(IssueInvitations, 10_000),
  'rpc.invitations.accept': new Rpc<AcceptInvitation, User>(AcceptInvitation, 5_000),
} as const;
