import type { DirectoryUser, MappingTest, Problem, TestedPerson } from '@rollcall/contracts';
import { type CompileResult, mapPage } from '@rollcall/mapping';

/** What a test found out: everything of it but when and under which name it is kept. */
type Verdict = Pick<MappingTest, 'result' | 'problems' | 'people'>;

const nobody: Problem = {
  code: 'nobody-to-test',
  message:
    'There is nobody to try the mapping on. Choose users or groups with members under User sync, and test again.',
};

/** Errors of the mapping itself fail a test; errors of people a sync would map are rejects. */
export function tryMapping(
  compiled: CompileResult,
  people: readonly DirectoryUser[],
  scope: { includeGuests: boolean },
): Verdict {
  if (!compiled.ok) {
    const { problems, trial } = compiled;
    return {
      result: 'failed',
      problems,
      people: people.map((user) => ({ ...nameOf(user), values: trial.describe(user) })),
    };
  }
  if (people.length === 0) return { result: 'failed', problems: [nobody], people: [] };

  const { mapping } = compiled;
  const mapped = mapPage(mapping, people, scope);
  const tested = people.map((user, index): TestedPerson => {
    const person = mapped[index];
    const skipped = person?.is === 'skipped' ? { skipped: person.reason } : {};
    return { ...nameOf(user), ...skipped, values: mapping.describe(user) };
  });
  const hasRejects = mapped.some((person) => person.is === 'rejected');
  return { result: hasRejects ? 'passedWithRejects' : 'passed', problems: [], people: tested };
}

const nameOf = ({ externalId, displayName }: DirectoryUser) => ({ externalId, name: displayName });
