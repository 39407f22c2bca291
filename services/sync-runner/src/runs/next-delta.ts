import type { ClaimedRun } from './claimed-run.js';
import type { Ending } from './runs.repository.js';

/**
 * Where the next changes run goes on; undefined where it must not: this run missed somebody, or could not clear somebody
 * up, whom the directory would not name again.
 */
export async function nextDelta(run: ClaimedRun): Promise<Ending['delta']> {
  const { checkpoint, binding, document, mapping } = run;
  const { delta, unproved, unlisted = 0, control, reads, expected } = checkpoint;
  const { mode, revision } = document;
  const sawSomebody = control !== undefined || (mode === 'changes' && expected === 0);
  const sawAll = reads.every(({ people, complete }) => complete || !people);
  if (!delta || !mode || revision === undefined || !sawSomebody || !sawAll || unproved + unlisted > 0) return undefined;
  const fullAt = mode === 'full' ? delta.takenAt : (await run.lastDelta())?.fullAt;
  if (!fullAt) return undefined;
  return {
    ...delta,
    fullAt,
    tenantId: binding.tenantId,
    revision,
    attributes: mapping.attributes,
    runId: document._id,
  };
}
