import { randomUUID } from 'node:crypto';
import type { Actor } from '@rollcall/contracts';
import { startingRows } from '@rollcall/mapping';
import { RefusedError } from '@rollcall/messaging';
import type { Found } from './configurations.repository.js';
import type { DraftDocument } from './configurations.schema.js';

export type DraftChange = Partial<Pick<DraftDocument, 'scope' | 'rows' | 'preferences'>>;

/** The draft after a change. The first change starts it: as a copy of what is active, or with what every mapping needs. */
export function editDraft({ configuration, active }: Found, change: DraftChange, by: string, at: Date): DraftDocument {
  const { scope, rows, preferences } = configuration.draft ?? active ?? { rows: [...startingRows] };
  return {
    ...(scope && { scope }),
    rows,
    ...(preferences && { preferences }),
    ...change,
    etag: randomUUID(),
    changedAt: at,
    changedBy: by,
  };
}

/** A change made from a draft that is another one by now would undo what somebody else did. No etag means: whatever is there. */
export function refuseIfChanged(draft: DraftDocument | undefined, etag: string | undefined): void {
  if (etag === undefined || etag === draft?.etag) return;
  if (!draft) {
    throw new RefusedError(
      'draft-changed',
      'This draft was activated or discarded meanwhile: reload to see what is there now.',
    );
  }
  const { changedBy, changedAt } = draft;
  throw new RefusedError(
    'draft-changed',
    `${changedBy} changed this at ${changedAt.toUTCString()}: reload to see it.`,
    {
      changedBy,
      changedAt: changedAt.toISOString(),
      etag: draft.etag,
    },
  );
}

/** Who a change is put down to; without an actor the system itself did it. */
export const nameOf = (actor: Actor | undefined): string => actor?.name ?? 'Rollcall';
