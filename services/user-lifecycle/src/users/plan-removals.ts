import type {
  HoldUsers,
  Outcome,
  RemovableUser,
  RemovalEvidence,
  RemovalProof,
  RunContext,
  UserChange,
} from '@rollcall/contracts';
import { decideRemoval, reasons } from './decide-removal.js';
import type { UserUpdate } from './plan-changes.js';
import type { UserDocument } from './users.schema.js';

export interface RemovalPlan {
  deactivations: UserUpdate[];
  /** Users who stay as they are, but for what is noted about them. */
  marks: UserUpdate[];
  deletes: UserDocument[];
  outcomes: Outcome[];
  changes: UserChange[];
}

export interface PreparedRemovals {
  /** What removes nobody: notes, and marks for a second look. */
  plan: RemovalPlan;
  removable: RemovableUser[];
}

export const noRemovals: Omit<RemovalPlan, 'outcomes'> = { deactivations: [], marks: [], deletes: [], changes: [] };

/** Decides what the proofs do to the users they are about. Who has no user here any more is passed over. */
export function planRemovals(users: UserDocument[], proofs: RemovalProof[], run: RunContext, at: string): RemovalPlan {
  const plan: RemovalPlan = { deactivations: [], marks: [], deletes: [], outcomes: [], changes: [] };
  const evidence = new Map(proofs.map((proof) => [proof.externalId, proof.evidence]));
  for (const user of users) {
    const found = evidence.get(externalIdOf(user));
    const removal = found && decideRemoval(user, found, run);
    if (!removal || removal.do === 'nothing') continue;
    const { action, reason } = removal;
    plan.outcomes.push(outcomeOf(user, action, reason, at));
    if (removal.do === 'note') {
      if (isThere.has(found) && user.missing) plan.marks.push({ before: user.version, user: withoutMissing(user) });
      continue;
    }
    const version = user.version + 1;
    if (removal.do === 'awaitSecondLook') {
      plan.marks.push({ before: user.version, user: { ...user, missing: { runId: run.runId } } });
    } else if (removal.do === 'delete') {
      plan.deletes.push(user);
      plan.changes.push({ userId: user._id, version, change: 'deleted', fields: [] });
    } else {
      const known = isThere.has(found) ? withoutMissing(user) : user;
      const inactive: UserDocument = { ...known, status: 'Inactive', deactivatedBy: 'sync', version };
      plan.deactivations.push({ before: user.version, user: inactive });
      plan.changes.push({ userId: user._id, version, change: 'deactivated', fields: [] });
    }
  }
  return plan;
}

/** The same decisions, without the removals among them: those are only named. */
export function prepareRemovals(
  users: UserDocument[],
  proofs: RemovalProof[],
  run: RunContext,
  at: string,
): PreparedRemovals {
  const { marks, outcomes } = planRemovals(users, proofs, run, at);
  const removals = new Set(outcomes.filter(({ action }) => isRemoval(action)).map(({ externalId }) => externalId));
  const plan = { ...noRemovals, marks, outcomes: outcomes.filter(({ externalId }) => !removals.has(externalId)) };
  const removable = outcomes.flatMap(({ externalId, userId, name, reason }) =>
    removals.has(externalId) && userId !== undefined && reason !== undefined
      ? [{ externalId, userId, name, reason }]
      : [],
  );
  return { plan, removable };
}

/** Who is held: everybody whom their evidence would remove, and who was not asked about, unless protected or inactive. */
export function planHolds(
  users: UserDocument[],
  people: HoldUsers['people'],
  run: RunContext,
  at: string,
): { outcomes: Outcome[]; held: RemovableUser[] } {
  const evidence = new Map(people.map((person) => [person.externalId, person.evidence]));
  const outcomes: Outcome[] = [];
  const held: RemovableUser[] = [];
  for (const user of users) {
    const externalId = externalIdOf(user);
    const found = evidence.get(externalId);
    // As if proved: who was not asked about must at least be somebody whom a proof could remove.
    const removal = decideRemoval({ ...user, missing: { runId: '' } }, found ?? 'notFound', run);
    if (removal.do === 'note' && found) outcomes.push(outcomeOf(user, removal.action, removal.reason, at));
    if (removal.do !== 'deactivate' && removal.do !== 'delete') continue;
    const reason = found ? removal.reason : reasons.unasked;
    outcomes.push(outcomeOf(user, 'held', `${reason} ${reasons.held}`, at));
    held.push({ externalId, userId: user._id, name: user.name, reason });
  }
  return { outcomes, held };
}

function withoutMissing({ missing: _missing, ...user }: UserDocument): UserDocument {
  return user;
}

/** There after all: what an earlier run did not find proves nothing any more, also for whoever is to go all the same. */
const isThere: ReadonlySet<RemovalEvidence> = new Set(['present', 'outOfScope', 'disabled']);

const isRemoval = (action: Outcome['action']): boolean => action === 'deactivated' || action === 'deleted';

const externalIdOf = (user: UserDocument): string => user.origin?.externalId ?? '';

function outcomeOf(user: UserDocument, action: Outcome['action'], reason: string, at: string): Outcome {
  const { _id: userId, name } = user;
  return { externalId: externalIdOf(user), name, action, userId, reason, reasons: [], changes: [], at };
}
