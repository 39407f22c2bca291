import { InvalidMessageError } from '@rollcall/messaging';

/** A place in a list that runs from the newest to the oldest; ids order what is of the same moment. */
export interface Place {
  at: Date;
  id: string;
}

export const writeCursor = ({ at, id }: Place): string =>
  Buffer.from(JSON.stringify([at.getTime(), id])).toString('base64url');

/** @throws InvalidMessageError if it isn't a cursor */
export function readCursor(cursor: string): Place {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(place) && Number.isInteger(place[0]) && typeof place[1] === 'string') {
      return { at: new Date(Number(place[0])), id: place[1] };
    }
  } catch {
    // Not even JSON: the same answer as for any other text that is no cursor.
  }
  throw new InvalidMessageError('cursor is not one that this list gave: leave it out to start from the beginning');
}
