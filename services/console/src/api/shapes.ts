import type { components } from './schema.js';

type Schemas = components['schemas'];

/** The API's shapes by their names. */
export type Configuration = Schemas['Configuration'];
export type Connection = Schemas['Connection'];
export type Me = Schemas['Me'];
export type ProblemDocument = Schemas['ProblemDocument'];
export type ProviderState = Schemas['ProviderState'];
