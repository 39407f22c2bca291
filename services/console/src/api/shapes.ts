import type { components } from './schema.js';

type Schemas = components['schemas'];

/** The API's shapes by their names. */
export type AuditEntry = Schemas['AuditEntry'];
export type Check = Schemas['Check'];
export type Configuration = Schemas['Configuration'];
export type Connection = Schemas['Connection'];
export type Counts = Schemas['Counts'];
export type Delivery = Schemas['Delivery'];
export type DirectoryGroup = Schemas['DirectoryGroup'];
export type Draft = Schemas['Draft'];
export type DraftProblem = Schemas['Problem'];
export type EmailChange = Schemas['EmailChange'];
export type Explanation = Schemas['Explanation'];
export type Group = Schemas['Group'];
export type GroupClash = Schemas['GroupClash'];
export type InboxNotice = Schemas['InboxNotice'];
export type MappingRow = Schemas['MappingRow'];
export type MappingTest = Schemas['MappingTest'];
export type Me = Schemas['Me'];
export type Outcome = Schemas['Outcome'];
export type Preferences = Schemas['Preferences'];
export type ProblemDocument = Schemas['ProblemDocument'];
export type ProviderState = Schemas['ProviderState'];
export type RejectReason = Schemas['RejectReason'];
export type Removal = Schemas['RemovalWithUse'];
export type RowFormat = Schemas['RowFormat'];
export type Run = Schemas['Run'];
export type Schedule = Schemas['Schedule'];
export type Scope = Schemas['Scope'];
export type ScopeSize = Schemas['ScopeSize'];
export type SourceAttribute = Schemas['SourceAttribute'];
export type TestedPerson = Schemas['TestedPerson'];
export type TestedValue = Schemas['TestedValue'];
export type User = Schemas['User'];
export type UserField = Schemas['UserField'];
export type UserOutcome = Schemas['UserOutcome'];
