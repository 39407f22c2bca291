import type { RunMode, Scope } from '@rollcall/contracts';
import type { DeltaCursorDocument } from './delta-cursors.schema.js';

export interface ModeQuestion {
  isPreview: boolean;
  /** Whether any sync of the account has completed. */
  isFirst: boolean;
  scope: Pick<Scope, 'users'>;
  revision: number;
  tenantId: string;
  attributes: readonly string[];
  delta: Omit<DeltaCursorDocument, '_id'> | undefined;
  now: Date;
}

export interface ChosenMode {
  mode: RunMode;
  /** Why, for an administrator. */
  modeReason: string;
}

const dayMs = 24 * 60 * 60 * 1_000;
/** A delta link is good for 7 days: https://learn.microsoft.com/graph/delta-query-overview#token-duration */
const oldestLinkMs = 6 * dayMs;
/** At least every 7 days, also where the next daily run would come a moment too late for that. */
const longestWithoutFullMs = 6.5 * dayMs;

/** Whether a run can make do with what changed, or reads the whole scope. In doubt it reads the whole. */
export function chooseMode(question: ModeQuestion): ChosenMode {
  const whole = reasonToReadAll(question);
  if (whole !== undefined) return { mode: 'full', modeReason: whole };
  return {
    mode: 'changes',
    modeReason: 'Reads only who changed in Azure AD since the last sync, and whoever was left open by it.',
  };
}

function reasonToReadAll(question: ModeQuestion): string | undefined {
  const { isPreview, isFirst, scope, revision, tenantId, attributes, delta, now } = question;
  if (isPreview) return 'A preview reads the whole scope.';
  if (isFirst) return 'The first sync reads the whole scope.';
  if (scope.users === 'groups') return 'Where chosen groups are synced, every sync reads all their members.';
  if (!delta) return 'The last sync left no place from which to go on, so the whole scope is read.';
  if (delta.tenantId !== tenantId)
    return 'Another tenant is connected since the last sync, so the whole scope is read.';
  if (delta.revision !== revision) return 'The configuration changed since the last sync, so the whole scope is read.';
  if (!isSame(delta.attributes, attributes)) {
    return 'Other attributes can be read than at the last sync, so the whole scope is read.';
  }
  if (now.getTime() - delta.takenAt.getTime() > oldestLinkMs) {
    return 'The last sync was more than six days ago, and Azure AD remembers changes no longer than a week. The whole scope is read.';
  }
  if (now.getTime() - delta.fullAt.getTime() > longestWithoutFullMs) return 'Once a week the whole scope is read.';
  return undefined;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((attribute) => other.includes(attribute));
}
