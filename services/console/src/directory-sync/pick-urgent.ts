import type { Connection, Run } from '../api/shapes.js';

const DAY_MS = 86_400_000;
/** From then on somebody is told that a secret runs out. */
const WARNED_DAYS = 30;

/** People who wait for a decision: so many, or more than are counted. */
export interface Waiting {
  people: number;
  orMore: boolean;
}

export interface Facts {
  connection: Pick<Connection, 'state' | 'lost' | 'pending' | 'credentialExpiresAt'> | null;
  removals: Waiting;
  emailChanges: Waiting;
  lastSync?: Pick<Run, 'runId' | 'counts'>;
}

export type Urgent =
  | { kind: 'lost'; message: string; isOurs: boolean }
  | { kind: 'pending' }
  | { kind: 'removals' | 'emails'; waiting: Waiting }
  | { kind: 'expiry'; days: number }
  | { kind: 'rejected'; runId: string; people: number };

/** The one thing somebody has to know first: what stops every sync, then what waits for them, then the rest. */
export function pickUrgent({ connection, removals, emailChanges, lastSync }: Facts, now: Date): Urgent | undefined {
  if (connection?.lost) {
    const { code, message } = connection.lost;
    return { kind: 'lost', message, isOurs: code === 'server-setting' };
  }
  if (connection?.pending) return { kind: 'pending' };
  if (removals.people > 0) return { kind: 'removals', waiting: removals };
  if (emailChanges.people > 0) return { kind: 'emails', waiting: emailChanges };
  if (connection?.credentialExpiresAt !== undefined) {
    const days = Math.floor((Date.parse(connection.credentialExpiresAt) - now.getTime()) / DAY_MS);
    if (days < WARNED_DAYS) return { kind: 'expiry', days };
  }
  const rejected = lastSync?.counts?.rejected ?? 0;
  if (lastSync && rejected > 0) return { kind: 'rejected', runId: lastSync.runId, people: rejected };
  return undefined;
}
