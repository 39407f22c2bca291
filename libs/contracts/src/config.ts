import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { AccountRequest, Actor, ListRequest, type Page } from './account.js';
import { MappingRow, Problem } from './mapping.js';
import { Preferences } from './preferences.js';
import { ListProviders, type ProviderState, SwitchOffProvider, SwitchOnProvider } from './providers.js';
import { Rpc } from './rpc.js';
import { type RunKind, runKinds } from './runs.js';
import { Scope } from './scope.js';

/** What an administrator edits, step by step. `etag` changes with every save. */
export class Draft {
  @ApiProperty() etag: string;
  @ApiPropertyOptional() scope?: Scope;
  @ApiProperty({ type: [MappingRow] }) rows: MappingRow[];
  @ApiPropertyOptional() preferences?: Preferences;
  @ApiProperty() changedAt: string;
  @ApiProperty() changedBy: string;
}

/** An activated configuration. Never changes; the next activation makes another. */
export class Revision {
  @ApiProperty() revision: number;
  @ApiProperty() scope: Scope;
  @ApiProperty({ type: [MappingRow] }) rows: MappingRow[];
  @ApiProperty() preferences: Preferences;
  @ApiProperty() activatedAt: string;
  @ApiProperty() activatedBy: string;
}

export class LastRun {
  @ApiProperty() runId: string;
  @ApiProperty({ enum: ['success', 'partialSuccess', 'failure', 'cancelled'] }) status: string;
  @ApiProperty() finishedAt: string;
}

export const configurationStates = ['none', 'draft', 'active', 'disabled'] as const;

export class Configuration {
  @ApiProperty({ enum: configurationStates }) state: (typeof configurationStates)[number];
  @ApiProperty({ description: 'the account has a verified connection' }) connected: boolean;
  @ApiPropertyOptional({
    description: 'the tenant it is for; a moment behind the connection where that has just changed',
  })
  tenantId?: string;
  @ApiPropertyOptional() draft?: Draft;
  @ApiProperty({ type: [Problem], description: 'what keeps the draft from being activated' }) problems: Problem[];
  @ApiProperty() mappingTested: boolean;
  @ApiPropertyOptional() active?: Revision;
  @ApiPropertyOptional() nextRunAt?: string;
  @ApiPropertyOptional() lastRun?: LastRun;
}

export class GetConfiguration extends AccountRequest {}
/**
 * The active revision, which a run is bound to when it is claimed; refused with `not-active` where there is none. By number:
 * that one, active or not, such as the frozen draft of a preview; refused with `not-found`.
 */
export class GetRevision extends AccountRequest {
  @IsOptional() @IsInt() @Min(1) revision?: number;
}

/** A save names the etag it was made from; somebody else's later save makes it fail with `draft-changed`. */
class SaveDraft extends AccountRequest {
  @IsOptional() @IsString() @MaxLength(100) etag?: string;
}

export class SaveScope extends SaveDraft {
  @IsDefined() @ValidateNested() @Type(() => Scope) scope: Scope;
}

export class SaveMapping extends SaveDraft {
  @IsArray() @ArrayMaxSize(100) @ValidateNested({ each: true }) @Type(() => MappingRow) rows: MappingRow[];
}

export class SavePreferences extends SaveDraft {
  @IsDefined() @ValidateNested() @Type(() => Preferences) preferences: Preferences;
}

export class DiscardDraft extends AccountRequest {}
export class ActivateConfiguration extends SaveDraft {}
export class DisableConfiguration extends AccountRequest {}
export class EnableConfiguration extends AccountRequest {}
export class DeleteConfiguration extends AccountRequest {}
/** Of a preview, `of` says which settings; a draft is frozen as a revision that is never active. Refused with `no-draft`, `not-active`, `not-ready`. */
export class RequestSync extends AccountRequest {
  @IsOptional() @IsIn(runKinds) kind?: RunKind;
  @IsOptional() @IsIn(['draft', 'active']) of?: 'draft' | 'active';
}
/** Everything of the account but its audit trail; runs are stopped first, and asked about again while one still runs. */
export class EraseAccount extends AccountRequest {}

export class Activated {
  @ApiProperty() revision: number;
  @ApiProperty() runId: string;
}

/** One line of the audit trail: who did what, and the settings it changed. */
export class AuditEntry {
  @ApiProperty() id: string;
  @ApiProperty() at: string;
  @ApiPropertyOptional({ type: Actor, description: 'absent where Rollcall did it by itself' }) actor?: Actor;
  @ApiProperty({ example: 'Updated user sync configuration' }) action: string;
  @ApiProperty({ description: 'what it was done to' }) target: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true }) before?: Record<string, unknown>;
  @ApiPropertyOptional({ type: 'object', additionalProperties: true }) after?: Record<string, unknown>;
}

/** Newest first. `by` is the id of who did it, `search` a part of a name, an action or a target; `from` and `to` are included. */
export class ListAudit extends ListRequest {
  @IsOptional() @IsString() @MaxLength(100) by?: string;
  @IsOptional() @IsString() @MaxLength(200) action?: string;
  @IsOptional() @IsString() @MaxLength(200) search?: string;
  @IsOptional() @IsISO8601() from?: string;
  @IsOptional() @IsISO8601() to?: string;
}

export const configRequests = {
  'rpc.configuration.get': new Rpc<GetConfiguration, Configuration>(GetConfiguration, 10_000),
  'rpc.configuration.revision': new Rpc<GetRevision, Revision>(GetRevision, 5_000),
  'rpc.configuration.save-scope': new Rpc<SaveScope, Configuration>(SaveScope, 10_000),
  'rpc.configuration.save-mapping': new Rpc<SaveMapping, Configuration>(SaveMapping, 10_000),
  'rpc.configuration.save-preferences': new Rpc<SavePreferences, Configuration>(SavePreferences, 10_000),
  'rpc.configuration.discard': new Rpc<DiscardDraft, Configuration>(DiscardDraft, 10_000),
  'rpc.configuration.activate': new Rpc<ActivateConfiguration, Activated>(ActivateConfiguration, 20_000),
  'rpc.configuration.disable': new Rpc<DisableConfiguration, Configuration>(DisableConfiguration, 10_000),
  'rpc.configuration.enable': new Rpc<EnableConfiguration, Configuration>(EnableConfiguration, 10_000),
  'rpc.configuration.delete': new Rpc<DeleteConfiguration, { deleted: boolean }>(DeleteConfiguration, 10_000),
  'rpc.sync.request': new Rpc<RequestSync, { runId: string }>(RequestSync, 10_000),
  'rpc.providers.list': new Rpc<ListProviders, { providers: ProviderState[] }>(ListProviders, 5_000),
  'rpc.account.erase': new Rpc<EraseAccount, { erased: boolean }>(EraseAccount, 15_000),
  'rpc.providers.switch-on': new Rpc<SwitchOnProvider, { providers: ProviderState[] }>(SwitchOnProvider, 15_000),
  // azure's runs are cancelled as well.
  'rpc.providers.switch-off': new Rpc<SwitchOffProvider, { providers: ProviderState[] }>(SwitchOffProvider, 15_000),
  'rpc.audit.list': new Rpc<ListAudit, Page<AuditEntry>>(ListAudit, 10_000),
} as const;
