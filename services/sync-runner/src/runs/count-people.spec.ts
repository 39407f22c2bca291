import { outcomeActions } from '@rollcall/contracts';
import { countPeople, type People, total } from './count-people.js';

describe(countPeople.name, () => {
  const cases: [string, People, Record<string, number>][] = [
    ['an empty directory', { read: 0, decided: 0, outcomes: {} }, { unchanged: 0 }],
    ['a first run', { read: 5, decided: 5, outcomes: { added: 4, rejected: 1 } }, { unchanged: 0, added: 4 }],
    ['a repeat', { read: 5, decided: 1, outcomes: { rejected: 1 } }, { unchanged: 4, rejected: 1 }],
    [
      'people disabled, who were read',
      { read: 5, decided: 2, outcomes: { updated: 1, deactivated: 1 } },
      { unchanged: 3, deactivated: 1 },
    ],
    [
      'people gone, who were not read',
      { read: 5, decided: 1, outcomes: { updated: 1, deactivated: 2, awaitingSecondLook: 1, leftScope: 3 } },
      { unchanged: 4, deactivated: 2, awaitingSecondLook: 1, leftScope: 3 },
    ],
    ['more outcomes than people', { read: 1, decided: 2, outcomes: { added: 2 } }, { unchanged: 0 }],
  ];

  it.each(cases)('counts %s', (_, people, expected) => {
    expect(countPeople(people)).toMatchObject({ read: people.read, ...expected });
  });

  it('names every outcome, with 0 where there was none', () => {
    const { read, unchanged, ...outcomes } = countPeople({ read: 2, decided: 0, outcomes: {} });
    expect({ read, unchanged }).toEqual({ read: 2, unchanged: 2 });
    expect(total(outcomes)).toBe(0);
    expect(Object.keys(outcomes).sort()).toEqual([...outcomeActions].sort());
  });
});
