import type { RemovalProof } from '@rollcall/contracts';
import type { ClaimedRun } from '../runs/claimed-run.js';
import type { RemovalDocument } from './removals.schema.js';

/** People removed, or held, together. */
const batchSize = 200;

/** Removes the approved whom the run proved, and everybody else it proved if that was decided. */
export async function carryOut(run: ClaimedRun): Promise<void> {
  const withCandidates = run.checkpoint.decision === 'carryOut';
  for (;;) {
    const proved = await run.keep((removals, key) => removals.proved(key, withCandidates, batchSize));
    if (proved.length === 0) return;
    // A repeat after a crash finds its outcome, and removes nobody twice.
    await run.write('rpc.users.remove', { people: proved.flatMap(proofOf) });
    const ids = proved.map(({ externalId }) => externalId);
    await run.keep((removals, key) => removals.markCarriedOut(key, ids));
    run.lease.check();
  }
}

/** Everybody who is a candidate still waits for a decision, and so does whoever waited before and is still gone. */
export async function hold(run: ClaimedRun): Promise<void> {
  for (;;) {
    const { after = '' } = run.checkpoint;
    const waiting = await run.keep((removals, key) => removals.toHold(key, after, batchSize));
    const last = waiting.at(-1);
    if (!last) return;
    const { held } = await run.write('rpc.users.hold', { people: waiting.map(asHeld) });
    const ids = new Set(held.map(({ externalId }) => externalId));
    const others = waiting.map(({ externalId }) => externalId).filter((externalId) => !ids.has(externalId));
    await run.keep((removals, key) => removals.hold(key, held));
    await run.keep((removals, key) => removals.markReturned(key, others));
    await run.save({ after: last.externalId });
  }
}

const proofOf = ({ externalId, evidence }: RemovalDocument): RemovalProof[] =>
  evidence ? [{ externalId, evidence }] : [];

/** Of people seen disabled the read itself says so. */
function asHeld({ externalId, why, evidence = why === 'disabled' ? why : undefined }: RemovalDocument) {
  return { externalId, evidence };
}
