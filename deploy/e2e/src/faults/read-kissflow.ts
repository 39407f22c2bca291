import type { Scope } from '@rollcall/contracts';
import type { ExpectedUser, Kissflow, Rules } from './kissflow.js';
import type { Records, RunRecord } from './records.js';

/** An account as the services store it, as far as the next run under these rules depends on it. */
export async function readKissflow(records: Records, tenantId: string, { scope }: Rules): Promise<Kissflow> {
  const [stored, runs, revisions, removals, emailChanges] = await Promise.all([
    records.users(),
    records.runs(),
    records.revisions(),
    records.removals(),
    records.emailChanges(),
  ]);
  const complete = runs.filter(({ kind, status }) => kind === 'sync' && /success/i.test(status));
  const ofScope = complete.filter(({ revision = 0 }) => isSameScope(revisions.get(revision)?.scope, scope));
  const whole = new Set(ofScope.filter(readsWhole).map(({ _id }) => _id));
  const removalOf = new Map(removals.filter(({ state }) => isStanding(state)).map((each) => [each.externalId, each]));
  const changeOf = new Map(emailChanges.map(({ externalId, to, state }) => [externalId, { to, state }]));
  const users = stored.map((user): ExpectedUser => {
    const externalId = user.origin?.tenantId === tenantId ? user.origin.externalId : undefined;
    const removal = removalOf.get(externalId ?? '');
    const emailChange = changeOf.get(externalId ?? '');
    const evidence = removal?.evidence;
    return {
      userId: user._id,
      ...(externalId !== undefined && { externalId }),
      name: user.name,
      email: user.email,
      status: user.status,
      role: user.role,
      ...(user.deactivatedBy !== undefined && { deactivatedBy: user.deactivatedBy }),
      hasAccepted: user.acceptedAt !== undefined,
      excluded: user.excluded ?? false,
      values: Object.fromEntries(Object.entries(user.fields).map(([field, { value }]) => [field, value])),
      synced: new Set(Object.keys(user.fields).filter((field) => user.fields[field]?.from === 'azure')),
      missedOnce: user.missing !== undefined,
      mayLeave: user.seen !== undefined && whole.has(user.seen.runId),
      ...(removal && isStanding(removal.state) && { removal: { state: removal.state, ...(evidence && { evidence }) } }),
      ...(emailChange && { emailChange }),
    };
  });
  const recentRemovals = removals.filter(({ state, decidedBy }) => state === 'carriedOut' && !decidedBy).length;
  return { users, recentRemovals, groupSizes: groupSizesOf(complete) };
}

const isStanding = (state: string): state is 'held' | 'approved' | 'kept' =>
  ['held', 'approved', 'kept'].includes(state);

/** Whether two scopes take in the same people. */
function isSameScope(one: Scope | undefined, other: Scope): boolean {
  if (one?.users !== other.users || one.includeGuests !== other.includeGuests) return false;
  const [ids, otherIds] = [one, other].map(({ userGroups }) => new Set(userGroups.map(({ id }) => id)));
  return one.users === 'all' || ids?.symmetricDifference(otherIds ?? new Set()).size === 0;
}

/** Whether a run read its whole scope. */
const readsWhole = ({ checkpoint: { reads } }: RunRecord): boolean =>
  reads.some(({ people }) => people) && reads.every(({ people, complete }) => complete || !people);

/** By the last complete run that read anything. */
function groupSizesOf(runs: readonly RunRecord[]): Map<string, number> {
  const reading = runs.filter(({ trigger }) => trigger !== 'removals');
  const last = reading.sort((one, other) => other.requestedAt.getTime() - one.requestedAt.getTime())[0];
  return new Map(last?.checkpoint.reads.map(({ groupId = '', members }) => [groupId, members]));
}

/** Where the two differ, in words; by person, and by user id for those who follow nobody. */
export function differences(expected: readonly ExpectedUser[], actual: readonly ExpectedUser[]): string[] {
  const wanted = new Map(expected.map((user) => [keyOf(user), user]));
  const found = new Map(actual.map((user) => [keyOf(user), user]));
  const all = new Set([...wanted.keys(), ...found.keys()]);
  return [...all].flatMap((key) => {
    const [should, is] = [wanted.get(key), found.get(key)];
    if (should?.userId !== undefined && is && should.userId !== is.userId)
      return [`${key} became another user: ${should.userId} is ${is.userId}`];
    const [text, other] = [describe(should), describe(is)];
    return text === other ? [] : [`${key} should be ${text}\n      but is ${other}`];
  });
}

const keyOf = ({ externalId, userId = '' }: ExpectedUser): string => externalId ?? userId;

function describe(user: ExpectedUser | undefined): string {
  if (!user) return 'absent';
  const { status, role, deactivatedBy, email, values, missedOnce, excluded, removal, emailChange } = user;
  const fields = Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([field, value]) => `${field}=${value}`)
    .sort();
  const marks = [
    missedOnce ? 'missed once' : '',
    excluded ? 'excluded' : '',
    removal ? `removal ${removal.state}` : '',
    emailChange ? `email ${emailChange.state}: ${emailChange.to}` : '',
  ];
  return [status, role, deactivatedBy ?? '-', email, ...marks, ...fields].join(' ');
}
