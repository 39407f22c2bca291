import type { MappingChecked, Problem, Scope, TestResult } from '@rollcall/contracts';
import type { DraftDocument } from './configurations.schema.js';

/** What is known about a draft from elsewhere. `mapping` is absent where it could not be checked. */
export interface Knowledge {
  connected: boolean;
  /** Why there is a connection that no longer works, in words. */
  lost?: string | undefined;
  mapping?: MappingChecked | undefined;
  test?: TestResult | undefined;
}

/** What keeps a draft from being activated, in the order of the wizard, each with its mend. */
export function findProblems(
  { scope, preferences }: Pick<DraftDocument, 'scope' | 'preferences'>,
  { connected, lost, mapping, test }: Knowledge,
): Problem[] {
  return [
    ...(connected ? [] : [notConnected(lost)]),
    ...problemsOfScope(scope),
    ...(connected ? problemsOfMapping(mapping, test) : []),
    ...(preferences
      ? []
      : [
          problem(
            'preferences-missing',
            'Set when to sync, what happens to removed users and who is told of failures.',
          ),
        ]),
  ];
}

const notConnected = (lost: string | undefined): Problem =>
  lost === undefined
    ? problem('not-connected', 'No tenant is connected: sign in with Azure AD first.')
    : problem('connection-lost', lost);

function problemsOfScope(scope: Scope | undefined): Problem[] {
  if (!scope) return [problem('scope-missing', 'Choose who is synced: all users, or users of chosen groups.')];
  const problems: Problem[] = [];
  if (scope.users === 'groups' && scope.userGroups.length === 0) {
    problems.push(
      problem('scope-empty', 'Users of chosen groups are to be synced: choose at least one group, or all users.'),
    );
  }
  if (scope.groupInfo && scope.groups.length === 0) {
    problems.push(
      problem('groups-empty', 'Group information is to be added: choose at least one group, or switch it off.'),
    );
  }
  return problems;
}

function problemsOfMapping(mapping: MappingChecked | undefined, test: TestResult | undefined): Problem[] {
  if (!mapping)
    return [problem('mapping-not-checked', 'The mapping could not be checked just now: reload in a moment.')];
  if (mapping.problems.length > 0) return mapping.problems;
  switch (test) {
    case 'passed':
    case 'passedWithRejects':
      return [];
    case 'failed':
      return [problem('mapping-test-failed', 'The test of the mapping failed: mend what it shows and test again.')];
    case undefined:
      return [problem('mapping-not-tested', 'The mapping, as it is now, was not tested: press Test.')];
  }
}

const problem = (code: string, message: string): Problem => ({ code, message });
