import type { Counts, OutcomeAction } from '@rollcall/contracts';

export interface People {
  /** Distinct people the run read. */
  read: number;
  /** How many of them have an outcome. People who are gone have one too, but were not read. */
  decided: number;
  outcomes: Partial<Record<OutcomeAction, number>>;
}

/** Everybody read is unchanged who has no outcome. */
export function countPeople({ read, decided, outcomes }: People): Counts {
  return {
    read,
    added: 0,
    linked: 0,
    updated: 0,
    reactivated: 0,
    deactivated: 0,
    deleted: 0,
    rejected: 0,
    skipped: 0,
    awaitingSecondLook: 0,
    leftScope: 0,
    held: 0,
    ...outcomes,
    unchanged: Math.max(0, read - decided),
  };
}

export const total = (outcomes: Partial<Record<OutcomeAction, number>>): number =>
  Object.values(outcomes).reduce((sum, people) => sum + people, 0);
