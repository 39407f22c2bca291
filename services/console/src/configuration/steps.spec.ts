import type { Configuration, Draft, Scope } from '../api/shapes.js';
import { isUnfinished, nextStep, stepOf } from './steps.js';

const scope: Scope = { users: 'all', userGroups: [], includeGuests: true, groupInfo: false, groups: [] };

function aConfiguration(more: Partial<Configuration> = {}): Configuration {
  return { state: 'draft', connected: true, problems: [], mappingTested: false, ...more };
}

function aDraft(more: Partial<Draft> = {}): Draft {
  return { etag: 'e1', rows: [], changedAt: '2026-11-02T10:00:00.000Z', changedBy: 'Ana Sample', ...more };
}

describe(nextStep, () => {
  it.each<[string, Configuration, string]>([
    ['nothing is connected', aConfiguration({ connected: false }), 'tenant-details'],
    ['nobody was chosen', aConfiguration({ draft: aDraft() }), 'user-sync'],
    ['the mapping is not tested', aConfiguration({ draft: aDraft({ scope }) }), 'field-mapping'],
    [
      'all but the preferences is done',
      aConfiguration({ draft: aDraft({ scope }), mappingTested: true }),
      'sync-preferences',
    ],
  ])('goes on where %s', (_, configuration, step) => {
    expect(nextStep(configuration)).toBe(step);
  });
});

describe(isUnfinished, () => {
  it('takes edits of what is active for no set-up', () => {
    const states = ['none', 'draft', 'active', 'disabled'] as const;
    expect(states.filter((state) => isUnfinished(aConfiguration({ state, draft: aDraft() })))).toEqual(['draft']);
  });
});

describe(stepOf, () => {
  it.each([
    ['scope-empty', 'user-sync'],
    ['preferences-missing', 'sync-preferences'],
    ['data-type-mismatch', 'field-mapping'],
  ])('mends %s in %s', (code, step) => {
    expect(stepOf({ code })).toBe(step);
  });
});
