import type { DirectoryUser, Person } from '@rollcall/contracts';
import type { CompiledMapping } from './compile-mapping.js';

/** Everybody of the page is in the result, in its order: whoever is left out would look departed. */
export function mapPage(
  mapping: CompiledMapping,
  people: readonly DirectoryUser[],
  { includeGuests }: { includeGuests: boolean },
): Person[] {
  return people.map((user) => {
    const { externalId, displayName: name } = user;
    if (user.enabled === false) return { is: 'skipped', externalId, name, reason: 'disabled' };
    if (user.guest && !includeGuests) return { is: 'skipped', externalId, name, reason: 'guest' };
    return mapping.mapPerson(user);
  });
}
