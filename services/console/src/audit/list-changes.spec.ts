import { listChanges } from './list-changes.js';

describe(listChanges.name, () => {
  it('tells what differs, nested settings by their path', () => {
    const before = { removedUsers: 'deactivate', schedule: { every: 'week', time: '02:00' } };
    const after = { removedUsers: 'deactivate', schedule: { every: 'week', time: '03:00' } };

    expect(listChanges(before, after)).toEqual([{ field: 'schedule.time', from: '02:00', to: '03:00' }]);
  });

  it('tells what came and what went', () => {
    expect(listChanges({ nickname: 'Bo' }, { notify: ['Us1', 'Us2'] })).toEqual([
      { field: 'nickname', from: 'Bo' },
      { field: 'notify', to: 'Us1, Us2' },
    ]);
    expect(listChanges(undefined, { state: null })).toEqual([{ field: 'state', to: 'null' }]);
  });

  it('names groups, and says what feeds what', () => {
    const groups = [
      { id: 'G1', name: 'Sales' },
      { id: 'G2', name: 'Mobile' },
    ];
    const mapping = [{ source: 'givenName', target: 'FirstName', syncUpdates: true }];

    expect(listChanges({ groups: [] }, { groups, mapping })).toEqual([
      { field: 'groups', from: 'none', to: 'Sales, Mobile' },
      { field: 'mapping', to: 'givenName to FirstName' },
    ]);
  });

  it('has nothing to tell where nothing differs', () => {
    expect(listChanges({ a: [1], b: true }, { a: [1], b: true })).toEqual([]);
    expect(listChanges()).toEqual([]);
  });
});
