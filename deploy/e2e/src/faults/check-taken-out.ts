import type { GroupHistory } from './group-history.js';
import type { Records } from './records.js';
import type { Seen } from './watch-removals.js';

/** The database tells of a change a little later than it happens. */
const toldWithinMs = 5_000;

/** Whether each user who was taken out of a group was out of it in the directory, too, while a run was going on. */
export async function checkTakenOut(
  { takenOut, followed }: Seen,
  records: Records,
  history: GroupHistory,
): Promise<string[]> {
  const [users, groups, runs] = await Promise.all([records.users(), records.groups(), records.runs()]);
  const kept = new Set(users.map(({ _id }) => _id));
  const originOf = new Map(groups.map(({ _id, origin }) => [_id, origin?.externalId ?? '']));
  return takenOut.flatMap(({ userId, groupId, at }) => {
    // Who is deleted is in no group.
    if (!kept.has(userId)) return [];
    const starts = runs.flatMap(({ startedAt, finishedAt }) =>
      startedAt && startedAt.getTime() <= at && (finishedAt?.getTime() ?? at) >= at - toldWithinMs
        ? startedAt.getTime()
        : [],
    );
    if (starts.length === 0) return [`${userId} was taken out of the group ${groupId} by no run`];
    const wasIn = [...(followed.get(userId) ?? [])].every((person) =>
      history.wasInThroughout(originOf.get(groupId) ?? '', person, Math.min(...starts), at),
    );
    return wasIn ? [`${userId} was taken out of the group ${groupId} though in it`] : [];
  });
}
