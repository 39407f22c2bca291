import type { House } from '../testing/house.js';
import type { ExpectedUser } from '../testing/expected-users.js';

interface StoredUser {
  _id: string;
  accountId: string;
  name: string;
  email: string | null;
  status: ExpectedUser['status'];
  role: string;
  deactivatedBy?: string;
  acceptedAt?: Date;
  excluded?: boolean;
  origin?: { tenantId: string; externalId: string };
  fields: Record<string, { value: string | null; from: string }>;
  missing?: unknown;
  seen?: { runId: string };
}

/** An account's users as user-lifecycle stores them. */
export async function readUsers(house: House, accountId: string, tenantId: string): Promise<ExpectedUser[]> {
  const stored = await house
    .database('user-lifecycle')
    .collection<StoredUser>('users')
    .find({ accountId })
    .sort({ _id: 1 })
    .toArray();
  const whole = await wholeRuns(house, accountId);
  return stored.map((user) => ({
    userId: user._id,
    ...(user.origin?.tenantId === tenantId && { externalId: user.origin.externalId }),
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
  }));
}

/** Runs that read their whole scope. */
async function wholeRuns(house: House, accountId: string): Promise<Set<string>> {
  const runs = await house
    .database('sync-runner')
    .collection<{ _id: string; checkpoint: { reads: { people: boolean; complete: boolean }[] } }>('runs')
    .find({ accountId, status: { $in: ['success', 'partialSuccess'] } })
    .toArray();
  const isWhole = ({ checkpoint: { reads } }: (typeof runs)[number]) =>
    reads.some(({ people }) => people) && reads.every(({ people, complete }) => complete || !people);
  return new Set(runs.filter(isWhole).map(({ _id }) => _id));
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
  const { status, role, deactivatedBy, email, values, missedOnce } = user;
  const fields = Object.keys(values)
    .sort()
    .map((field) => `${field}=${values[field] ?? ''}`);
  return [status, role, deactivatedBy ?? '-', email, missedOnce ? 'missed once' : '', ...fields].join(' ');
}
