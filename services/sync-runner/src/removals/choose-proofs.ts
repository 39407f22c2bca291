import type { AbsentUsers, RemovalProof, RemovalsConfirmed, RemovalVerdict, Scope } from '@rollcall/contracts';

type Absent = AbsentUsers['users'][number];

export interface ChosenProofs {
  proofs: RemovalProof[];
  /** People who are there: nothing is to be removed. */
  there: string[];
  /** People whom nothing was learned about. */
  unproved: number;
  /** People of the tenant who are there, though it did not list them. */
  unlisted: number;
}

/** What the directory's answers prove about absent people. Whoever it has no clear answer for is left alone. */
export function chooseProofs(
  absent: readonly Absent[],
  verdicts: RemovalsConfirmed['verdicts'],
  scope: Pick<Scope, 'users'>,
  /** Of people who are out of scope: those who left it, and did not just fall out as it was edited. */
  leavers: ReadonlySet<string> = new Set(),
): ChosenProofs {
  const answers = new Map(verdicts.map(({ externalId, verdict }) => [externalId, verdict]));
  const chosen: ChosenProofs = { proofs: [], there: [], unproved: 0, unlisted: 0 };
  for (const { externalId, why } of absent) {
    const told = answers.get(externalId) ?? 'unknown';
    const verdict = told === 'outOfScope' && !leavers.has(externalId) ? 'present' : told;
    const evidence = evidenceOf(why, verdict, scope);
    if (evidence) chosen.proofs.push({ externalId, evidence });
    if (verdict !== 'unknown' && (!evidence || evidence === 'present')) chosen.there.push(externalId);
    if (verdict === 'unknown') chosen.unproved += 1;
    if (why === 'unseen' && scope.users === 'all' && isThere(verdict)) chosen.unlisted += 1;
  }
  return chosen;
}

const isThere = (verdict: RemovalVerdict): boolean => verdict === 'present' || verdict === 'disabled';

function evidenceOf(
  why: Absent['why'],
  verdict: RemovalVerdict,
  { users }: Pick<Scope, 'users'>,
): RemovalProof['evidence'] | undefined {
  switch (verdict) {
    case 'deleted':
    case 'notFound':
      return verdict;
    case 'outOfScope':
      // Somebody seen disabled was in scope a moment ago: the next run finds out.
      return why === 'unseen' && users === 'groups' ? 'outOfScope' : undefined;
    case 'disabled':
    case 'present':
      // Somebody seen disabled may be enabled again by now: the next run reads them as such.
      if (why === 'disabled') return verdict === 'disabled' ? 'disabled' : undefined;
      // Not seen and there: out of the chosen groups, disabled or not. In a whole tenant the read only missed them.
      return users === 'groups' ? 'present' : undefined;
    case 'unknown':
      return undefined;
  }
}
