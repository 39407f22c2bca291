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
      { field: 'notify', to: '["Us1","Us2"]' },
    ]);
    expect(listChanges(undefined, { state: null })).toEqual([{ field: 'state', to: 'null' }]);
  });

  it('has nothing to tell where nothing differs', () => {
    expect(listChanges({ a: [1], b: true }, { a: [1], b: true })).toEqual([]);
    expect(listChanges()).toEqual([]);
  });
});
