import type { RemovalEvidence, RunContext } from '@rollcall/contracts';
import { planRemovals } from './plan-removals.js';
import { aRun, aUser } from './users.builders.js';

const missedOnce = aUser('1', { missing: { runId: 'an earlier run' } });

describe(planRemovals.name, () => {
  const plan = (evidence: RemovalEvidence, run: Partial<RunContext> = {}) =>
    planRemovals([missedOnce], [{ externalId: '1', evidence }], aRun(run), '2026-11-23T02:00:00.000Z');

  it.each(['present', 'outOfScope'] as const)(
    'takes no first look for granted any more once somebody is found to be there: %s',
    (evidence) => {
      const { marks, deactivations } = plan(evidence);

      expect(marks.map(({ user }) => user.missing)).toEqual([undefined]);
      expect(deactivations).toEqual([]);
    },
  );

  it('forgets the first look also of somebody who left the groups and is deactivated for that', () => {
    const { deactivations } = plan('outOfScope', { leftScopeUsers: 'deactivate' });

    expect(deactivations.map(({ user }) => [user.status, user.missing])).toEqual([['Inactive', undefined]]);
  });

  it('remembers the first look of somebody who is not found a second time', () => {
    const { deactivations } = plan('notFound');

    expect(deactivations.map(({ user }) => [user.status, user.missing])).toEqual([['Inactive', missedOnce.missing]]);
  });
});
