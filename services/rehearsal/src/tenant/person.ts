export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A record as Graph tells it: property names are Microsoft's. */
export type Resource = Record<string, Json>;

/** A text property; empty where there is none. */
export function textOf(properties: Resource, name: string): string {
  const value = properties[name];
  return typeof value === 'string' ? value : '';
}

export interface Person {
  /** The place in the tenant's order of people; the id follows from it. */
  readonly index: number;
  readonly id: string;
  /** All properties but id and deletedDateTime; what is not in here is null. */
  readonly properties: Resource;
  /** Properties that had a value and were emptied: delta tells null for them, and nothing for what never had a value. */
  readonly cleared: readonly string[];
  readonly managerId: string | undefined;
  /** Soft-deleted people can be restored for 30 days; purged ones are nowhere to be found. */
  readonly state: 'present' | 'deleted' | 'purged';
  readonly deletedDateTime: string | undefined;
}

/** Somebody the rehearsal's pages and tests know by name. */
export interface NamedPerson {
  readonly upn: string;
  readonly given: string;
  readonly surname: string;
  readonly jobTitle: string;
}

export interface TenantPlan {
  readonly id: string;
  readonly name: string;
  readonly seed: number;
  readonly people: number;
  readonly groups: number;
  /** Verified domains; the last one is the initial `…onmicrosoft.com` domain. */
  readonly domains: readonly [string, string];
  /** They come first, as people 0, 1, 2 … */
  readonly named: readonly NamedPerson[];
}
