import type { Outcome, RemovalProof, RunContext, UserChange } from '@rollcall/contracts';
import { decideRemoval } from './decide-removal.js';
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

/** Decides what the proofs do to the users they are about. Who has no user here any more is passed over. */
export function planRemovals(users: UserDocument[], proofs: RemovalProof[], run: RunContext, at: string): RemovalPlan {
  const plan: RemovalPlan = { deactivations: [], marks: [], deletes: [], outcomes: [], changes: [] };
  const evidence = new Map(proofs.map((proof) => [proof.externalId, proof.evidence]));
  for (const user of users) {
    const externalId = user.origin?.externalId ?? '';
    const found = evidence.get(externalId);
    const removal = found && decideRemoval(user, found, run);
    if (!removal || removal.do === 'nothing') continue;
    const { action, reason } = removal;
    plan.outcomes.push({ externalId, name: user.name, action, userId: user._id, reason, reasons: [], changes: [], at });
    if (removal.do === 'note') {
      // There after all: what an earlier run did not find proves nothing any more.
      if (found === 'present' && user.missing) plan.marks.push({ before: user.version, user: withoutMissing(user) });
      continue;
    }
    const version = user.version + 1;
    if (removal.do === 'awaitSecondLook') {
      plan.marks.push({ before: user.version, user: { ...user, missing: { runId: run.runId } } });
    } else if (removal.do === 'delete') {
      plan.deletes.push(user);
      plan.changes.push({ userId: user._id, version, change: 'deleted', fields: [] });
    } else {
      const inactive: UserDocument = { ...user, status: 'Inactive', deactivatedBy: 'sync', version };
      plan.deactivations.push({ before: user.version, user: inactive });
      plan.changes.push({ userId: user._id, version, change: 'deactivated', fields: [] });
    }
  }
  return plan;
}

function withoutMissing({ missing: _missing, ...user }: UserDocument): UserDocument {
  return user;
}
