import { InvalidMessageError } from './errors.js';
import { howManyFit } from './how-many-fit.js';

/** One place in a sorted list, as the values it is sorted by: times in milliseconds, the last of them unique. */
export type Place = readonly (string | number)[];

/** A place as text that goes into an address: the `next` of a page, and the `cursor` of the request for the following one. */
export const writePageCursor = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/**
 * The place a cursor stands for; `shape` says what it must consist of.
 *
 * @throws InvalidMessageError if the text is not such a cursor
 */
export function readPageCursor<const Shape extends readonly ('string' | 'number')[]>(
  cursor: string,
  shape: Shape,
): { [Index in keyof Shape]: Shape[Index] extends 'number' ? number : string } {
  const place = parse(cursor);
  if (Array.isArray(place) && place.length === shape.length && shape.every((type, at) => typeof place[at] === type)) {
    return place as unknown as { [Index in keyof Shape]: Shape[Index] extends 'number' ? number : string };
  }
  throw new InvalidMessageError('cursor is not one that this list gave: leave it out to start from the beginning');
}

/**
 * A page of a sorted list: the first `limit` of what was found, fewer where they are so large that one reply does not carry
 * them, and the place after which the next page begins if there is more. So ask the database for one more than the limit.
 */
export function pageOf<T>(
  found: readonly T[],
  limit: number,
  placeOf: (item: T) => Place,
): { items: T[]; next?: string } {
  const items = found.slice(0, Math.min(limit, howManyFit(found)));
  const last = items.at(-1);
  return { items, ...(found.length > items.length && last && { next: writePageCursor(placeOf(last)) }) };
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    // Not even JSON: the same answer as for any other text that is no cursor.
    return undefined;
  }
}
