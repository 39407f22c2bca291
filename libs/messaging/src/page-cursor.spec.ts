import { InvalidMessageError } from './errors.js';
import { pageOf, readPageCursor, writePageCursor } from './page-cursor.js';

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

describe(pageOf, () => {
  const placeOf = ({ name }: { name: string }) => [name];
  const after = (name: string) => writePageCursor([name]);

  it('ends where the limit is, and tells where to go on', () => {
    const found = [{ name: 'Ada' }, { name: 'Grace' }, { name: 'Zoë' }];

    expect(pageOf(found, 2, placeOf)).toEqual({ items: found.slice(0, 2), next: after('Grace') });
    expect(pageOf(found, 3, placeOf)).toEqual({ items: found });
    expect(pageOf([], 3, placeOf)).toEqual({ items: [] });
  });

  it('ends earlier, and tells of it, where the next one would make the reply too large', () => {
    const large = 'x'.repeat(3 * 1024 * 1024);
    const found = [
      { name: 'Ada', large },
      { name: 'Grace', large },
    ];

    expect(pageOf(found, 50, placeOf)).toEqual({ items: found.slice(0, 1), next: after('Ada') });
  });
});
