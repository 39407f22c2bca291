import { textOf } from '../tenant/person.js';
import type { Person } from '../tenant/person.js';
import type { Tenant } from '../tenant/tenant.js';

/** What the tenant holds, counted person by person and without Graph. */
export interface Summary {
  readonly tenantId: string;
  readonly name: string;
  readonly people: number;
  readonly enabled: number;
  readonly disabled: number;
  readonly guests: number;
  readonly withoutMail: number;
  readonly withoutGivenName: number;
  readonly withoutSurname: number;
  /** People whose address, in whatever case, somebody before them has. */
  readonly sharedAddress: number;
  readonly deleted: number;
  readonly groups: number;
  /** Enabled people: who has first name, last name and an address of their own, and who hasn't. */
  readonly mappable: number;
  readonly unmappable: number;
}

export function summarize(tenant: Tenant): Summary {
  const people = [...tenant.people.present()];
  const countOf = (test: (person: Person) => boolean): number => people.filter(test).length;
  const has = (name: string) => (person: Person) => Boolean(person.properties[name]);
  const enabled = people.filter(has('accountEnabled'));
  const addresses = enabled.map(addressOf);
  const seen = new Set<string>();
  const isFirst = addresses.map((address) => address !== undefined && !seen.has(address) && Boolean(seen.add(address)));
  const mappable = enabled.filter(
    (person, index) => isFirst[index] && has('givenName')(person) && has('surname')(person),
  ).length;
  return {
    tenantId: tenant.id,
    name: tenant.plan.name,
    people: people.length,
    enabled: enabled.length,
    disabled: people.length - enabled.length,
    guests: countOf(({ properties }) => properties['userType'] === 'Guest'),
    withoutMail: countOf((person) => !has('mail')(person)),
    withoutGivenName: countOf((person) => !has('givenName')(person)),
    withoutSurname: countOf((person) => !has('surname')(person)),
    sharedAddress: addresses.filter((address, index) => address !== undefined && !isFirst[index]).length,
    deleted: [...tenant.people.deleted()].length,
    groups: tenant.groups.all().length,
    mappable,
    unmappable: enabled.length - mappable,
  };
}

/** The mail, else the user principal name, but never a guest's `#EXT#`. */
function addressOf({ properties }: Person): string | undefined {
  const address = (textOf(properties, 'mail') || textOf(properties, 'userPrincipalName')).toLowerCase();
  return address.includes('#ext#') ? undefined : address;
}
