import { InvalidMessageError } from '@rollcall/messaging';
import { readCursor, writeCursor } from './cursor.js';

describe(readCursor.name, () => {
  it('reads the place that was written', () => {
    const place = { at: new Date('2026-11-24T06:21:00.123Z'), id: 'b' };
    expect(readCursor(writeCursor(place))).toEqual(place);
  });

  it.each([
    '',
    'nonsense',
    Buffer.from('{"$gt":""}').toString('base64url'),
    Buffer.from('["x",{}]').toString('base64url'),
  ])('refuses %p in words', (cursor) => {
    expect(() => readCursor(cursor)).toThrow(InvalidMessageError);
    expect(() => readCursor(cursor)).toThrow('leave it out to start from the beginning');
  });
});
