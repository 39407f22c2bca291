import { InvalidMessageError } from './errors.js';
import { readPageCursor, writePageCursor } from './page-cursor.js';

describe('a page cursor', () => {
  it('brings a place back as it was written', () => {
    const cursor = writePageCursor([1_764_000_000_000, 'Zoë']);

    expect(cursor).toMatch(/^[\w-]+$/);
    expect(readPageCursor(cursor, ['number', 'string'])).toEqual([1_764_000_000_000, 'Zoë']);
  });

  it.each(['', 'no cursor', writePageCursor(['a']), writePageCursor(['a', 'b', 'c']), writePageCursor(['a', 'b'])])(
    'refuses %j where it is not one of the list, and says what to do',
    (cursor) => {
      expect(() => readPageCursor(cursor, ['number', 'string'])).toThrow(InvalidMessageError);
      expect(() => readPageCursor(cursor, ['number', 'string'])).toThrow('leave it out to start from the beginning');
    },
  );
});
