import type { DirectorySource, GroupReference, Scope } from '@rollcall/contracts';

/** One list of the directory to read: for its people, for a group's members, or for both at once. */
export interface PlannedRead {
  source: DirectorySource;
  /** The group's name, for words. */
  name?: string;
  people: boolean;
  /** The directory group whose members in Kissflow these are. */
  membersOf?: string;
}

/** The reads a scope needs. A group that is both scope and synced is read once; groups only synced come last. */
export function planReads(scope: Scope, withoutMembers: readonly string[]): PlannedRead[] {
  const synced = scope.groupInfo ? distinct(scope.groups).filter(({ id }) => !withoutMembers.includes(id)) : [];
  const scoped = scope.users === 'groups' ? distinct(scope.userGroups) : [];
  const people: PlannedRead[] =
    scope.users === 'all'
      ? [{ source: { kind: 'users' }, people: true }]
      : scoped.map((group) => readOf(group, true, contains(synced, group)));
  const rest = synced.filter((group) => !contains(scoped, group)).map((group) => readOf(group, false, true));
  return [...people, ...rest];
}

function readOf({ id, name }: GroupReference, people: boolean, members: boolean): PlannedRead {
  return { source: { kind: 'group', groupId: id }, name, people, ...(members && { membersOf: id }) };
}

const contains = (groups: readonly GroupReference[], { id }: GroupReference): boolean =>
  groups.some((group) => group.id === id);

const distinct = (groups: readonly GroupReference[]): GroupReference[] => [
  ...new Map(groups.map((group) => [group.id, group])).values(),
];
