import type { OutcomeAction, RemovalEvidence, RunContext } from '@rollcall/contracts';
import type { UserDocument } from './users.schema.js';

export type Removal =
  | { do: 'nothing' }
  | { do: 'note'; action: OutcomeAction; reason: string }
  | { do: 'awaitSecondLook'; action: OutcomeAction; reason: string }
  | { do: 'deactivate' | 'delete'; action: OutcomeAction; reason: string };

/**
 * What the evidence about one absent person allows. Absence alone allows nothing: the person must have been found
 * among the deleted, found disabled, or not found by two runs.
 */
export function decideRemoval(user: UserDocument, evidence: RemovalEvidence, run: RunContext): Removal {
  // Who was seen, and not disabled, in this very run is there, whatever somebody's evidence says.
  const seen = user.seen?.runId === run.runId ? user.seen : undefined;
  if (seen && !(seen.disabled && evidence === 'disabled')) return { do: 'nothing' };
  if (user.excluded) return { do: 'note', action: 'skipped', reason: reasons.excluded };
  if (evidence === 'disabled' && (run.disabledUsers === 'keep' || user.status === 'Inactive')) return { do: 'nothing' };
  if (evidence === 'present' || (evidence === 'outOfScope' && run.leftScopeUsers !== 'deactivate')) {
    return { do: 'note', action: 'leftScope', reason: reasons.leftScope };
  }
  if (user.role !== 'User' || user.isOwner)
    return { do: 'note', action: 'skipped', reason: reasons.protected[evidence] };
  if (evidence === 'notFound' && (user.missing === undefined || user.missing.runId === run.runId)) {
    return { do: 'awaitSecondLook', action: 'awaitingSecondLook', reason: reasons.secondLook };
  }
  if (mayDelete.has(evidence) && run.removedUsers === 'delete') {
    return { do: 'delete', action: 'deleted', reason: reasons.removed[evidence] };
  }
  if (user.status === 'Inactive') return { do: 'nothing' };
  return { do: 'deactivate', action: 'deactivated', reason: reasons.removed[evidence] };
}

/** Who is only disabled or out of scope may be back tomorrow: they are deactivated at most. */
const mayDelete: ReadonlySet<RemovalEvidence> = new Set(['deleted', 'notFound']);

const changeRole = 'but an administrator in Kissflow: change the role to User first.';

export const reasons = {
  secondLook:
    'Not found in Azure AD, nor among its deleted users. If the next run finds the same, the user is removed.',
  excluded: 'Excluded from sync by an administrator.',
  leftScope: 'Still in Azure AD, but no longer in scope: left alone.',
  unasked: 'Not seen in Azure AD; not asked about yet.',
  held: 'So many people would be removed that an administrator decides: see Held removals.',
  protected: {
    deleted: `Deleted in Azure AD, ${changeRole}`,
    notFound: `Not found in Azure AD, ${changeRole}`,
    disabled: `Disabled in Azure AD, ${changeRole}`,
    outOfScope: `No longer in the chosen groups, ${changeRole}`,
  },
  removed: {
    deleted: 'Deleted in Azure AD.',
    notFound: 'Not found in Azure AD by two runs, nor among its deleted users.',
    disabled: 'Disabled in Azure AD.',
    outOfScope: 'No longer in the chosen groups.',
  },
} as const;
