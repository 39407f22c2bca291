import type { MappingRow, OutcomeAction, Preferences, Scope } from '@rollcall/contracts';

export type Values = Record<string, string | null>;

/** What speaks for the removal of somebody, as an administrator sees it. */
export type Evidence = 'deleted' | 'notFound' | 'disabled' | 'outOfScope' | 'present';

/** A Kissflow user with what decides about them. */
export interface ExpectedUser {
  /** Absent while nobody knows under which id a sync will create them. */
  userId?: string;
  /** Of somebody who follows this tenant. */
  externalId?: string;
  /** As far as it matters: who has the address of somebody gone is the same person only under the same name. */
  name: string;
  email: string | null;
  status: 'Invited' | 'Active' | 'Inactive';
  role: string;
  deactivatedBy?: string;
  hasAccepted: boolean;
  excluded: boolean;
  /** By field; a field that is not here was never written. */
  values: Values;
  /** Fields whose value came from the directory. */
  synced: ReadonlySet<string>;
  /** A run has not found them, nor among the deleted; a second one may remove them. */
  missedOnce: boolean;
  /** The last run that saw them read the whole of the same scope: who is out of it now has left it. */
  mayLeave: boolean;
  /** Their removal waits for an administrator, or was decided about. */
  removal?: { state: 'held' | 'approved' | 'kept'; evidence?: Evidence };
  /** So does, or was, a change of their address. */
  emailChange?: { to: string; state: 'held' | 'approved' | 'kept' };
}

/** An account as far as a run depends on it. */
export interface Kissflow {
  users: ExpectedUser[];
  /** People removed in the last seven days whom nobody approved. */
  recentRemovals: number;
  /** How many people each directory group had when it was last read. */
  groupSizes: ReadonlyMap<string, number>;
}

/** The settings that a run follows. */
export interface Rules {
  scope: Scope;
  rows: readonly MappingRow[];
  preferences: Preferences;
}

export interface ExpectedRun {
  after: Kissflow;
  /** By person; who is unchanged has none. */
  outcomes: Map<string, OutcomeAction>;
  /** Ids of the people read. */
  read: ReadonlySet<string>;
}

const fewest = 3;

/** Whether so many are too many to go without an administrator, in one run or bit by bit. */
export function areTooMany(
  { found, recent, waiting, synced }: { found: number; recent: number; waiting: number; synced: number },
  { threshold = { people: 10, percent: 5 } }: Preferences,
): boolean {
  if (found === 0) return false;
  const share = (100 * (found + recent)) / Math.max(1, synced);
  const passesThreshold = found + recent > threshold.people && (synced === 0 || share > threshold.percent);
  return waiting > 0 || passesThreshold || (found >= fewest && found >= synced / 2);
}
