import type { DirectoryUser } from '@rollcall/contracts';
import { RefusedError } from '@rollcall/messaging';

/** What a reply may hold: half of what the bus carries, so that a frame around it never matters. */
const REPLY_BYTES = 4 * 1024 * 1024;

/** A page's people, or as many of them as fit a reply; then `last` is whom the next part goes on after. */
export interface Cut {
  people: DirectoryUser[];
  last?: string;
}

/** @throws RefusedError `page-expired` if the person to go on after is no longer on the page */
export function cutToFit(people: DirectoryUser[], after?: string, limit = REPLY_BYTES): Cut {
  const rest = after === undefined ? people : people.slice(placeAfter(people, after));
  let bytes = 0;
  for (const [index, person] of rest.entries()) {
    bytes += Buffer.byteLength(JSON.stringify(person)) + 1;
    const previous = rest[index - 1];
    if (bytes > limit && previous) return { people: rest.slice(0, index), last: previous.externalId };
  }
  return { people: rest };
}

function placeAfter(people: DirectoryUser[], after: string): number {
  const index = people.findIndex(({ externalId }) => externalId === after);
  // The page changed between its parts: going on anywhere might leave somebody out.
  if (index === -1)
    throw new RefusedError('page-expired', 'The page changed while it was read. Read from the beginning.');
  return index + 1;
}
