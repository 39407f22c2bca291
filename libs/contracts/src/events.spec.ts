import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { events, type EventSubject } from './events.js';

const folder = join(import.meta.dirname, '../fixtures');
const fixtures = readdirSync(folder).map((file) => file.replace(/\.json$/, '') as EventSubject);

function wrongIn(subject: EventSubject, more: object = {}): string[] {
  const sent = { ...(JSON.parse(readFileSync(join(folder, `${subject}.json`), 'utf8')) as object), ...more };
  return validateSync(plainToInstance<object, object>(events[subject], sent)).map(({ property }) => property);
}

/** Fixtures are never edited: what was once sent stays parseable for ever. A breaking change is a new subject. */
describe('events', () => {
  it('have a fixture each', () => {
    expect(fixtures.sort()).toEqual(Object.keys(events).sort());
  });

  it.each(fixtures)('%s is still understood as it was once sent, and with what later versions may add', (subject) => {
    expect(wrongIn(subject)).toEqual([]);
    expect(wrongIn(subject, { addedLater: true })).toEqual([]);
  });

  it.each(fixtures)('%s is refused without its envelope', (subject) => {
    expect(wrongIn(subject, { eventId: '1', occurredAt: 'today', accountId: 'everybody' })).toEqual([
      'eventId',
      'occurredAt',
      'accountId',
    ]);
  });

  it('refuses a list of changes that is empty, too long, not a list, or holds something else', () => {
    const change = { userId: 'Us1', version: 1, change: 'created', fields: [] };

    for (const changes of [
      [],
      Array(501).fill(change),
      change,
      [{ ...change, change: 'renamed' }],
      [null],
      undefined,
    ]) {
      expect(wrongIn('user.changed', { changes })).toEqual(['changes']);
    }
  });
});
