import type { Configuration } from '../api/shapes.js';
import { isUnfinished, nextStep } from './describe-azure.js';

const scope = { users: 'all', userGroups: [], includeGuests: true, groupInfo: false, groups: [] } as const;

function aConfiguration(more: Partial<Configuration> = {}): Configuration {
  return { state: 'draft', connected: true, problems: [], mappingTested: false, ...more };
}

function aDraft(more: Partial<Configuration['draft'] & object> = {}): Configuration['draft'] {
  return { etag: 'e1', rows: [], changedAt: '2026-11-02T10:00:00.000Z', changedBy: 'Ana Sample', ...more };
}

describe(nextStep, () => {
  it.each<[string, Configuration, number]>([
    ['nothing is connected', aConfiguration({ connected: false }), 1],
    ['nobody was chosen', aConfiguration({ draft: aDraft() }), 2],
    [
      'the mapping is not tested',
      aConfiguration({ draft: aDraft({ scope: { ...scope, userGroups: [], groups: [] } }) }),
      3,
    ],
    [
      'all but the preferences is done',
      aConfiguration({ draft: aDraft({ scope: { ...scope, userGroups: [], groups: [] } }), mappingTested: true }),
      4,
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
