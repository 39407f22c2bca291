import { aScope } from '../testing/builders.js';
import { scopeKey } from './scope-key.js';

const sales = { id: 'g-1', name: 'Sales' };
const tech = { id: 'g-2', name: 'Tech' };
const both = aScope({ users: 'groups', userGroups: [sales, tech] });

describe(scopeKey.name, () => {
  it.each([
    ['another order', { userGroups: [tech, sales] }],
    ['a group chosen twice', { userGroups: [sales, tech, sales] }],
    ['another name of a group', { userGroups: [sales, { ...tech, name: 'Technology' }] }],
    ['other groups that are only kept in step', { groupInfo: true, groups: [sales] }],
  ])('is the same for %s', (_case, more) => {
    expect(scopeKey({ ...both, ...more })).toBe(scopeKey(both));
  });

  it.each([
    ['a group more or less', { userGroups: [sales] }],
    ['guests or none', { includeGuests: !both.includeGuests }],
    ['all users', { users: 'all' as const }],
  ])('is another for %s', (_case, more) => {
    expect(scopeKey({ ...both, ...more })).not.toBe(scopeKey(both));
  });
});
