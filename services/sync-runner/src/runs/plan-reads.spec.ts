import { aScope } from '../testing/builders.js';
import { planReads } from './plan-reads.js';

const sales = { id: 'sales', name: 'Sales' };
const tech = { id: 'tech', name: 'Tech' };

describe(planReads.name, () => {
  it('reads the whole tenant once for all users', () => {
    expect(planReads(aScope({ userGroups: [sales] }), [])).toEqual([{ source: { kind: 'users' }, people: true }]);
  });

  it('reads each chosen group once, even if it is named twice', () => {
    const reads = planReads(aScope({ users: 'groups', userGroups: [sales, tech, sales] }), []);
    expect(reads.map(({ source, people, membersOf }) => [source.groupId, people, membersOf])).toEqual([
      ['sales', true, undefined],
      ['tech', true, undefined],
    ]);
  });

  it('reads a group that is scope and synced for both at once, and other synced groups for members only', () => {
    const scope = aScope({ users: 'groups', userGroups: [sales], groupInfo: true, groups: [tech, sales] });
    const reads = planReads(scope, []);
    expect(reads.map(({ source, people, membersOf }) => [source.groupId, people, membersOf])).toEqual([
      ['sales', true, 'sales'],
      ['tech', false, 'tech'],
    ]);
  });

  it('ignores chosen groups while group information is off', () => {
    expect(planReads(aScope({ groups: [tech] }), [])).toHaveLength(1);
  });

  it('takes no members where the group has no place for them', () => {
    const scope = aScope({ users: 'groups', userGroups: [sales], groupInfo: true, groups: [tech, sales] });
    const reads = planReads(scope, ['sales', 'tech']);
    expect(reads).toEqual([{ source: { kind: 'group', groupId: 'sales' }, name: 'Sales', people: true }]);
  });
});
