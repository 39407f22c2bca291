import type { Configuration } from '../api/shapes.js';

export const steps = ['tenant-details', 'user-sync', 'field-mapping', 'sync-preferences'] as const;
export type Step = (typeof steps)[number];

export const pathOf = (step: Step): string => `/configuration/${step}`;

/** Where a set-up goes on: the first step that is not done. */
export function nextStep({ connected, draft, mappingTested }: Configuration): Step {
  if (!connected) return 'tenant-details';
  if (!draft?.scope) return 'user-sync';
  return mappingTested ? 'sync-preferences' : 'field-mapping';
}

export const numberOf = (step: Step): number => steps.indexOf(step) + 1;

/** Begun and not active yet: to be gone on with, or discarded. */
export const isUnfinished = ({ state, draft }: Configuration): boolean => state === 'draft' && draft !== undefined;

const stepsOfProblems: Record<string, Step> = {
  'not-connected': 'tenant-details',
  'scope-missing': 'user-sync',
  'scope-empty': 'user-sync',
  'groups-empty': 'user-sync',
  'preferences-missing': 'sync-preferences',
};

/** Where something that keeps a draft from being activated is mended. All the rest is about the mapping. */
export const stepOf = ({ code }: { code: string }): Step => stepsOfProblems[code] ?? 'field-mapping';

/** A mapping that has changed since it was tested, or never was. */
export const isNotTested = ({ code }: { code: string }): boolean => code === 'mapping-not-tested';
