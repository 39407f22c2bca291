import type { AbsentUsers } from '@rollcall/contracts';
import type { ClaimedRun } from '../runs/claimed-run.js';
import type { Checkpoint } from '../runs/runs.schema.js';
import { chooseProofs } from './choose-proofs.js';

type Absent = AbsentUsers['users'];

/** Asks the directory about each of these people, and stores as candidates whom its answers would remove. */
export async function prove(run: ClaimedRun, absent: Absent): Promise<Partial<Checkpoint>> {
  if (absent.length === 0) return {};
  const { control = '', unproved, requests, units } = run.checkpoint;
  const externalIds = absent.map(({ externalId }) => externalId);
  const answer = await run.askDirectory('rpc.directory.confirm-removed', { externalIds, controlId: control });
  const chosen = chooseProofs(absent, answer.verdicts, run.binding.scope);
  await run.keep((removals, key) => removals.markReturned(key, chosen.there));
  if (chosen.proofs.length > 0) {
    const { removable } = await run.write('rpc.users.prepare-removals', { people: chosen.proofs });
    const reasons = new Map(absent.map(({ externalId, why }) => [externalId, why]));
    const evidence = new Map(chosen.proofs.map((proof) => [proof.externalId, proof.evidence]));
    const candidates = removable.map((user) => ({
      ...user,
      why: reasons.get(user.externalId) ?? ('unseen' as const),
      evidence: evidence.get(user.externalId),
    }));
    await run.keep((removals, key) => removals.collect(key, candidates));
  }
  return {
    unproved: unproved + chosen.unproved,
    requests: requests + answer.requests,
    units: units + answer.units,
  };
}
