import type { OutcomeAction, Run } from '@rollcall/contracts';
import type { ExpectedRun, ExpectedUser, Rules } from './kissflow.js';
import { differences } from './read-kissflow.js';

type Outcomes = ReadonlyMap<string, OutcomeAction>;

interface Found {
  users: readonly ExpectedUser[];
  outcomes: Outcomes;
  /** Users to whom an administrator did what the directory knows nothing of: only a run that reads everybody sees to it. */
  meddledWith: ReadonlySet<string>;
}

/** Of whom a run that reads what changed may say nothing, since it does not look at them. */
const passive: readonly OutcomeAction[] = ['rejected', 'skipped', 'leftScope'];
const MANAGER = 'Manager';

/** Where a run differs from what it should have come to, in words. */
export function compareRun(run: Run, expected: ExpectedRun, found: Found, { rows }: Rules): string[] {
  const { counts, status, runId, kind, failure, mode, modeReason, notices } = run;
  if (!counts || failure) return [`run ${runId} ended as ${status}: ${failure?.message ?? ''}`];
  const { outcomes, users } = mode === 'full' ? everything : seenByChanges(found, rows);
  const findings = [
    ...differentOutcomes(outcomes(expected.outcomes), outcomes(found.outcomes)),
    ...(mode === 'full' ? differentCounts(counts, expected) : []),
    ...(kind === 'sync' ? differences(users(expected.after.users), users(found.users)) : []),
  ];
  if (findings.length === 0) return [];
  const causes = notices.map(({ cause }) => cause).join() || 'nothing';
  return [...findings.slice(0, 9), `run ${runId} (${mode}: ${modeReason}) itself told of ${causes}`];
}

/** The part of outcomes and users that a run can know of. */
interface Sight {
  outcomes: (all: Outcomes) => Outcomes;
  users: (all: readonly ExpectedUser[]) => readonly ExpectedUser[];
}

const everything: Sight = { outcomes: (all) => all, users: (all) => all };

/**
 * The directory names neither those with whom somebody meddled by hand, nor those whose manager went or came: nothing of
 * their own changed.
 */
function seenByChanges({ users, meddledWith }: Found, rows: Rules['rows']): Sight {
  const isSeen = ({ userId = '' }: ExpectedUser) => !meddledWith.has(userId);
  const unseen = new Set(users.flatMap((user) => (isSeen(user) ? [] : (user.externalId ?? []))));
  const ignored = rows.some(({ target }) => target === MANAGER) ? [...passive, 'updated'] : passive;
  return {
    outcomes: (all) => new Map([...all].filter(([id, action]) => !unseen.has(id) && !ignored.includes(action))),
    users: (all) =>
      all.filter(isSeen).map(({ values: { [MANAGER]: _manager, ...values }, ...user }) => ({ ...user, values })),
  };
}

function differentOutcomes(should: Outcomes, is: Outcomes): string[] {
  return [...new Set([...is.keys(), ...should.keys()])]
    .filter((id) => should.get(id) !== is.get(id))
    .map((id) => `${id} should be ${should.get(id) ?? 'unchanged'} but is ${is.get(id) ?? 'unchanged'}`);
}

function differentCounts(counts: NonNullable<Run['counts']>, { read, outcomes }: ExpectedRun): string[] {
  const decided = [...read].filter((id) => outcomes.has(id)).length;
  const totals = { read: read.size, unchanged: read.size - decided };
  return counts.read === totals.read && counts.unchanged === totals.unchanged
    ? []
    : [`counts ${JSON.stringify(counts)} where ${JSON.stringify(totals)} was to be expected`];
}
