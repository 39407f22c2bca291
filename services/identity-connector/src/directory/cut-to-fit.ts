import type { DirectoryUser } from '@rollcall/contracts';
import { howManyFit, RefusedError } from '@rollcall/messaging';

/** A page's people, or as many of them as fit a reply; then `last` is whom the next part goes on after. */
export interface Cut {
  people: DirectoryUser[];
  last?: string;
}

/** @throws RefusedError `page-expired` if the person to go on after is no longer on the page */
export function cutToFit(people: DirectoryUser[], after?: string, bytes?: number): Cut {
  const rest = after === undefined ? people : people.slice(placeAfter(people, after));
  const part = rest.slice(0, howManyFit(rest, bytes));
  const last = part.at(-1);
  return part.length < rest.length && last ? { people: part, last: last.externalId } : { people: rest };
}

function placeAfter(people: DirectoryUser[], after: string): number {
  const index = people.findIndex(({ externalId }) => externalId === after);
  // The page changed between its parts: going on anywhere might leave somebody out.
  if (index === -1)
    throw new RefusedError('page-expired', 'The page changed while it was read. Read from the beginning.');
  return index + 1;
}
