import type { AbsentUsers } from '@rollcall/contracts';
import type { ClaimedRun } from '../runs/claimed-run.js';
import type { Checkpoint } from '../runs/runs.schema.js';
import { chooseProofs } from './choose-proofs.js';

type Absent = AbsentUsers['users'];

/** Asks the directory about each of these people, and stores as candidates whom its answers would remove. */
export async function prove(run: ClaimedRun, absent: Absent): Promise<Partial<Checkpoint>> {
  if (absent.length === 0) return {};
  const { control = '', unproved, unlisted = 0, requests, units } = run.checkpoint;
  const externalIds = absent.map(({ externalId }) => externalId);
  const leavers = await whoMayLeave(run, absent);
  const answer = await run.askDirectory('rpc.directory.confirm-removed', {
    externalIds,
    controlId: control,
    ...(leavers.size > 0 && { scopeGroups: run.binding.scope.userGroups.map(({ id }) => id) }),
  });
  const chosen = chooseProofs(absent, answer.verdicts, run.binding.scope, leavers);
  await run.keep((removals, key) => removals.markReturned(key, chosen.there));
  if (chosen.proofs.length > 0) {
    const { removable } = await run.write('rpc.users.prepare-removals', { people: chosen.proofs });
    const met = new Map(absent.map((user) => [user.externalId, user]));
    const evidence = new Map(chosen.proofs.map((proof) => [proof.externalId, proof.evidence]));
    const candidates = removable.map((user) => ({
      ...user,
      why: met.get(user.externalId)?.why ?? ('unseen' as const),
      seenIn: met.get(user.externalId)?.seenIn,
      evidence: evidence.get(user.externalId),
    }));
    await run.keep((removals, key) => removals.collect(key, candidates));
  }
  return {
    unproved: unproved + chosen.unproved,
    unlisted: unlisted + chosen.unlisted,
    requests: requests + answer.requests,
    units: units + answer.units,
  };
}

/**
 * Who may be taken as having left the chosen groups: those whom a whole run under the very same scope still saw. Who fell
 * out because somebody edited the groups, or the choice of guests, is not among them.
 */
async function whoMayLeave(run: ClaimedRun, absent: Absent): Promise<Set<string>> {
  const { scope, preferences } = run.binding;
  if (scope.users !== 'groups' || preferences.leftScopeUsers !== 'deactivate') return new Set();
  const unseen = absent.flatMap(({ externalId, why, seenIn }) =>
    why === 'unseen' && seenIn !== undefined ? [{ externalId, seenIn }] : [],
  );
  const whole = await run.wholeRuns([...new Set(unseen.map(({ seenIn }) => seenIn))]);
  return new Set(unseen.filter(({ seenIn }) => whole.has(seenIn)).map(({ externalId }) => externalId));
}
