import type { Page, Run, User, UserChange } from '@rollcall/contracts';
import type { ApiClient } from '@rollcall/local';
import type { Directory } from './directory.js';
import { isReadable } from './expect-run.js';
import type { Kissflow, Rules } from './kissflow.js';
import type { Records, UserRecord } from './records.js';

/** In every run that has counts: who was read is unchanged, or has one outcome. */
export async function checkTotals(records: Records): Promise<string[]> {
  const findings: string[] = [];
  for (const { _id, counts } of await records.runs()) {
    if (!counts) continue;
    const { read, unchanged, ...decided } = counts;
    const outcomes = await records.outcomes(_id);
    const counted = Object.values(decided).reduce((sum, number) => sum + number, 0);
    if (unchanged < 0 || unchanged > read || counted !== outcomes.length)
      findings.push(`run ${_id}: ${outcomes.length} outcomes but counts ${JSON.stringify(counts)}`);
  }
  return findings;
}

/** A preview leaves no mark on anything but its own outcomes; `marks` are the runs that ever left one on a user. */
export async function checkPreviews(records: Records, marks: ReadonlySet<string>): Promise<string[]> {
  const [runs, memberships, removals, emailChanges] = await Promise.all([
    records.runs(),
    records.memberships(),
    records.removals(),
    records.emailChanges(),
  ]);
  const previews = new Set(runs.flatMap(({ kind, ids }) => (kind === 'preview' ? ids : [])));
  const writers = {
    users: [...marks],
    memberships: memberships.map(({ seenBy }) => seenBy),
    removals: removals.map(({ runId }) => runId),
    'email changes': emailChanges.map(({ runId }) => runId),
  };
  return Object.entries(writers).flatMap(([what, runIds]) =>
    runIds.some((id) => previews.has(id)) ? [`a preview wrote ${what}`] : [],
  );
}

/** Members of each synced group are those of the directory who are users; of any other group they stay as they were. */
export async function checkGroups(
  records: Records,
  { scope }: Rules,
  directory: Directory,
  before: { kissflow: Kissflow; members: ReadonlyMap<string, readonly string[]> },
): Promise<string[]> {
  const chosen = new Set(scope.groupInfo ? scope.groups.map(({ id }) => id) : []);
  const users = await records.users();
  const known = new Set(users.map(({ _id }) => _id));
  const usersOf = new Map(users.map(({ _id, origin }) => [origin?.externalId, _id]));
  const members = await membersOf(records);
  const findings: string[] = [];
  for (const { _id, name, detached = false, origin } of await records.groups()) {
    const id = origin?.externalId ?? '';
    const there = directory.groups.get(id);
    const isKept = chosen.has(id) && there !== undefined;
    if (isKept === detached) findings.push(`group ${name} is ${detached ? '' : 'not '}detached`);
    if (isKept && name !== there.name) findings.push(`group ${name} should be called ${there.name}`);
    const isRead = isKept && isReadable(id, before.kissflow, directory);
    const should = isRead ? there.people.flatMap((person) => usersOf.get(person) ?? []) : before.members.get(_id);
    const [is, wanted] = [new Set(members.get(_id)), new Set(should).intersection(known)];
    for (const user of is.difference(wanted)) findings.push(`${user} should not be in the group ${name}`);
    for (const user of wanted.difference(is)) findings.push(`${user} is missing from the group ${name}`);
  }
  return findings;
}

/** By group, its members: users, who stay in a group that is not read, also once they follow another person. */
export async function membersOf(records: Records): Promise<Map<string, string[]>> {
  const members = new Map<string, string[]>();
  for (const { groupId, userId } of await records.memberships())
    members.set(groupId, [...(members.get(groupId) ?? []), userId]);
  return members;
}

/** Whoever a field names is shown as the user they are, however late they came in; and nobody else is. */
export async function checkManagers(api: ApiClient, records: Records, { notices }: Run): Promise<string[]> {
  const stored = await records.users();
  const byOrigin = new Map(stored.map(({ _id, origin }) => [origin?.externalId, _id]));
  const findings: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page: Page<User> = await api.get(`/users?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`);
    for (const { userId, fields } of page.items) {
      const { value, user } = fields['Manager'] ?? {};
      const should = value ? byOrigin.get(value) : undefined;
      if (user?.userId !== should) findings.push(`${userId} has the manager ${user?.userId}, not ${should}`);
    }
    cursor = page.next;
  }
  const isTold = notices.some(({ cause }) => cause === 'users-unresolved');
  const isOpen = (user: UserRecord) => user.fields['Manager']?.value && !byOrigin.has(user.fields['Manager'].value);
  if (isTold && !stored.some(isOpen)) findings.push('it is told that managers are missing, and none is');
  return findings;
}

/** Every change of a user was told, whatever was killed meanwhile: no version is missing among those that the bus holds. */
export async function checkTold(
  records: Records,
  told: readonly UserChange[],
  { wereThere, deleted }: { wereThere: ReadonlySet<string>; deleted: readonly string[] },
): Promise<string[]> {
  const versions = Map.groupBy(told, ({ userId }) => userId);
  const isTold = (userId: string) => versions.get(userId)?.some(({ change }) => change === 'deleted');
  const untold = deleted
    .filter((userId) => !isTold(userId))
    .map((userId) => `nobody was told that ${userId} was deleted`);
  const gaps = (await records.users()).flatMap(({ _id, version }) => {
    const known = new Set(versions.get(_id)?.map((change) => change.version));
    // Nobody told of those who were there before.
    const first = wereThere.has(_id) ? 2 : 1;
    const missing = Array.from({ length: version - first + 1 }, (_, index) => first + index).filter(
      (number) => !known.has(number),
    );
    return missing.length > 0 ? [`nobody was told of ${_id} becoming version ${missing.join()} of ${version}`] : [];
  });
  return [...untold, ...gaps];
}
