import type { Absences } from './absences.js';
import { areTooMany, type Rules } from './kissflow.js';
import type { Records, RunRecord } from './records.js';
import type { Tenant } from './tenant.js';
import type { Removed } from './watch-removals.js';

interface Facts {
  removed: readonly Removed[];
  approved: ReadonlySet<string>;
  records: Records;
  tenant: Tenant;
}

interface Judged extends Removed {
  externalId: string;
  run: RunRecord;
}

/** Whether each removal had its reason while the run that carried it out was going on, and none was one too many. */
export async function checkRemovals({ removed, approved, records, tenant }: Facts): Promise<string[]> {
  const [outcomes, runs, revisions, removals] = await Promise.all([
    records.removalsCarriedOut(),
    records.runs(),
    records.revisions(),
    records.removals(),
  ]);
  // Of whoever came back and was to be removed again, the earlier removal is forgotten.
  const standing = new Set(removals.flatMap(({ externalId, state }) => (state === 'carriedOut' ? [externalId] : [])));
  const syncs = runs.filter(({ kind }) => kind === 'sync');
  const findings: string[] = [];
  const judged: Judged[] = [];
  for (const each of removed) {
    const externalId = each.before.origin?.externalId ?? '';
    const run = outcomes
      .filter((outcome) => outcome.externalId === externalId)
      .flatMap(({ runId }) => syncs.find(({ ids }) => ids.includes(runId)) ?? [])
      .filter(({ startedAt }) => startedAt && startedAt.getTime() <= each.at)
      .sort((one, other) => startOf(other) - startOf(one))[0];
    const rules = revisions.get(run?.revision ?? 0);
    const wrong = run && rules ? whyWrong({ ...each, externalId, run }, rules, runs, tenant) : 'by no run';
    if (wrong !== undefined) findings.push(`${externalId} (${each.before._id}) was ${each.how}, ${wrong}`);
    if (run) judged.push({ ...each, externalId, run });
  }
  for (const run of syncs) {
    const rules = revisions.get(run.revision ?? 0);
    const unasked = judged.filter(({ externalId }) => !approved.has(externalId));
    const theirs = unasked.filter((each) => each.run === run);
    const earlier = unasked.filter(({ externalId, at }) => standing.has(externalId) && at < (theirs[0]?.at ?? 0));
    if (rules && areMany(theirs, earlier, rules))
      findings.push(`run ${run._id} removed ${theirs.length} people unasked: too many`);
  }
  return findings;
}

const startOf = ({ startedAt }: RunRecord): number => startedAt?.getTime() ?? Number.POSITIVE_INFINITY;

function whyWrong(
  { before, how, at, externalId, run }: Judged,
  { scope, preferences }: Rules,
  runs: readonly RunRecord[],
  { absences, groupsDeleted }: Tenant,
): string | undefined {
  if (before.role !== 'User') return `though an administrator`;
  if (before.excluded) return 'though excluded from sync';
  const away = absences.between(externalId, startOf(run), at);
  const mayDelete = preferences.removedUsers === 'delete';
  if (how === 'deleted' && !mayDelete) return 'though the settings say to deactivate';
  if (away.has('deleted')) return undefined;
  if (away.has('purged')) return wasLookedForBefore(before.missing?.runId, externalId, run, runs, absences);
  if (how === 'deleted') return 'though never deleted in the directory';
  if (away.has('disabled')) return preferences.disabledUsers === 'keep' ? 'though the disabled are kept' : undefined;
  const leaversGo = scope.users === 'groups' && preferences.leftScopeUsers === 'deactivate';
  if (!away.has('left') || !leaversGo) return 'though there';
  const vanished = scope.userGroups.some(
    ({ id }) => (groupsDeleted.get(id) ?? Number.POSITIVE_INFINITY) < startOf(run),
  );
  return vanished ? 'after one of the chosen groups was deleted' : undefined;
}

/** Who is found nowhere may only be removed by the second run that finds so. */
function wasLookedForBefore(
  missedBy: string | undefined,
  externalId: string,
  run: RunRecord,
  runs: readonly RunRecord[],
  absences: Absences,
): string | undefined {
  const earlier = runs.find(({ ids }) => missedBy !== undefined && ids.includes(missedBy));
  if (!earlier || earlier === run) return 'though looked for only once';
  const away = absences.between(
    externalId,
    startOf(earlier),
    earlier.finishedAt?.getTime() ?? Number.POSITIVE_INFINITY,
  );
  return away.has('purged') || away.has('deleted') ? undefined : 'though there at the first look';
}

function areMany(theirs: readonly Judged[], earlier: readonly Judged[], { preferences }: Rules): boolean {
  const ids = new Set(theirs.map(({ externalId }) => externalId));
  const recent = new Set(earlier.map(({ externalId }) => externalId)).difference(ids).size;
  // Somebody may have been deactivated by hand since the run counted.
  const synced = (theirs[0]?.synced ?? 0) + 1;
  return areTooMany({ found: ids.size, recent, waiting: 0, synced }, preferences);
}
