import type { components } from './schema.js';

type Schemas = components['schemas'];

/** The API's shapes by their names. */
export type Configuration = Schemas['Configuration'];
export type Connection = Schemas['Connection'];
export type DirectoryGroup = Schemas['DirectoryGroup'];
export type Draft = Schemas['Draft'];
export type MappingRow = Schemas['MappingRow'];
export type MappingTest = Schemas['MappingTest'];
export type Me = Schemas['Me'];
export type Preferences = Schemas['Preferences'];
export type DraftProblem = Schemas['Problem'];
export type ProblemDocument = Schemas['ProblemDocument'];
export type ProviderState = Schemas['ProviderState'];
export type RejectReason = Schemas['RejectReason'];
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
