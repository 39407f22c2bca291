import type { Scope } from '@rollcall/contracts';
import { demoPreferences, demoRows } from '@rollcall/local';
import * as fc from 'fast-check';
import type { Rules } from './kissflow.js';

const chosen = fc.subarray([0, 1, 2, 3, 4], { minLength: 1 });

/** A configuration as an administrator might choose it; groups by their number. */
export const settings = fc.record({
  users: fc.constantFrom('all' as const, 'all' as const, 'groups' as const),
  userGroups: chosen,
  includeGuests: fc.boolean(),
  groupInfo: fc.boolean(),
  groups: chosen,
  managers: fc.boolean(),
  writeOnce: fc.subarray(['LastName', 'Designation', 'Email', 'Manager']),
  removedUsers: fc.constantFrom('deactivate' as const, 'delete' as const),
  disabledUsers: fc.constantFrom('deactivate' as const, 'deactivate' as const, 'keep' as const),
  leftScopeUsers: fc.constantFrom('keep' as const, 'deactivate' as const),
  reactivate: fc.constantFrom('all' as const, 'syncOnly' as const),
  /** Few removals at once are carried out; beyond that an administrator approves. */
  threshold: fc.constantFrom({ people: 1_000, percent: 100 }, { people: 2, percent: 1 }, { people: 4, percent: 10 }),
});
export type Settings = typeof settings extends fc.Arbitrary<infer T> ? T : never;

const managerRow = { source: 'manager', target: 'Manager', syncUpdates: true };

export function rulesOf(chosen: Settings, groups: readonly { id: string; name: string }[]): Rules {
  const { users, includeGuests, groupInfo, writeOnce, removedUsers, disabledUsers, leftScopeUsers } = chosen;
  const numbered = (numbers: number[]) => groups.filter((_, number) => numbers.includes(number));
  const scope: Scope = {
    users,
    userGroups: users === 'groups' ? numbered(chosen.userGroups) : [],
    includeGuests,
    groupInfo,
    groups: groupInfo ? numbered(chosen.groups) : [],
  };
  const rows = [...demoRows, ...(chosen.managers ? [managerRow] : [])].map((row) => ({
    ...row,
    syncUpdates: row.syncUpdates && !writeOnce.includes(row.target),
  }));
  const { reactivate, threshold } = chosen;
  const preferences = {
    ...demoPreferences,
    removedUsers,
    disabledUsers,
    leftScopeUsers,
    reactivate,
    threshold,
    sendInvitations: false,
  };
  return { scope, rows, preferences };
}
