import type { Configuration } from '../api/shapes.js';

export type SetupStep = 1 | 2 | 3 | 4;

/** Where a set-up goes on: the first of the four steps that is not done. */
export function nextStep({ connected, draft, mappingTested }: Configuration): SetupStep {
  if (!connected) return 1;
  if (!draft?.scope) return 2;
  return mappingTested ? 4 : 3;
}

/** Begun and not active yet: to be gone on with, or discarded. */
export const isUnfinished = ({ state, draft }: Configuration): boolean => state === 'draft' && draft !== undefined;
