import type { TestedPerson } from '@rollcall/contracts';
import { choosePeople } from './choose-people.js';

const person = (externalId: string, codes: string[] = [], more: Partial<TestedPerson> = {}): TestedPerson => ({
  externalId,
  name: externalId,
  values: codes.map((code) => ({ field: 'JoiningDate', source: '?', stored: null, error: { code, message: code } })),
  ...more,
});

const many = Array.from({ length: 900 }, (_, index) => person(`p${index}`));
const idsOf = (people: TestedPerson[]) => people.map(({ externalId }) => externalId);

describe(choosePeople.name, () => {
  it('shows the first ones and somebody for each kind of error, however far behind', () => {
    const people = [
      ...many,
      person('late', ['wrong-format']),
      person('same', ['wrong-format']),
      person('last', ['too-long']),
    ];

    expect(idsOf(choosePeople(people, 8))).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'late', 'last']);
  });

  it('looks at errors of those a sync leaves out last', () => {
    const people = [
      ...many,
      person('gone', ['wrong-format'], { skipped: 'disabled' }),
      person('here', ['wrong-format']),
    ];

    expect(idsOf(choosePeople(people, 6))).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'here']);
  });

  it('tells errors of different fields apart', () => {
    const other = person('other', ['wrong-format']);
    other.values = other.values.map((value) => ({ ...value, field: 'Email' }));

    expect(idsOf(choosePeople([...many, person('one', ['wrong-format']), other], 7)).slice(-2)).toEqual([
      'one',
      'other',
    ]);
  });

  it('shows everybody where there are few, and never more than there is room for', () => {
    expect(idsOf(choosePeople([person('a'), person('b', ['x'])], 10))).toEqual(['a', 'b']);
    expect(
      choosePeople(
        many.map((_, index) => person(`q${index}`, [`code${index}`])),
        10,
      ),
    ).toHaveLength(10);
    expect(choosePeople(many, 3)).toHaveLength(3);
  });
});
