import type { AbsentUsers, Notice } from '@rollcall/contracts';
import type { ClaimedRun } from '../runs/claimed-run.js';
import { total } from '../runs/count-people.js';
import type { Checkpoint } from '../runs/runs.schema.js';
import { chooseProofs } from './choose-proofs.js';

/** Users asked about together. */
const batchSize = 200;

/**
 * Asks the directory about everybody whom the run did not see, or saw disabled, and hands on what is proved. Absence
 * alone proves nothing, and after a read that may have been short nobody is even asked about.
 */
export async function removeAbsent(run: ClaimedRun): Promise<void> {
  const mayRemove = run.checkpoint.control !== undefined && run.checkpoint.reads.every(isComplete);
  if (run.checkpoint.removing === 'disabled') {
    if (mayRemove && run.binding.preferences.disabledUsers === 'deactivate') await prove(run, 'disabled');
    // Up to here every outcome is of somebody who was read: this is how those unchanged are counted in the end.
    const decided = total(await run.request('rpc.outcomes.count', { runId: run.document._id }));
    await run.save({ removing: 'unseen', after: undefined, decided });
  }
  if (mayRemove) await prove(run, 'unseen');
  await run.save({ phase: 'finishing', notices: [...run.checkpoint.notices, ...(await doubts(run))] });
}

/** A group that is only synced doesn't say who there is. */
const isComplete = ({ people, complete }: Checkpoint['reads'][number]): boolean => complete || !people;

async function prove(run: ClaimedRun, why: AbsentUsers['users'][number]['why']): Promise<void> {
  for (;;) {
    const { after } = run.checkpoint;
    const { users, next } = await run.write('rpc.users.absent', { after, limit: batchSize });
    const absent = users.filter((user) => user.why === why);
    const changes = absent.length > 0 ? await proveBatch(run, absent) : {};
    await run.save({ ...changes, after: next });
    if (next === undefined) return;
  }
}

async function proveBatch(run: ClaimedRun, absent: AbsentUsers['users']): Promise<Partial<Checkpoint>> {
  const { control = '', unproved, requests, units } = run.checkpoint;
  const externalIds = absent.map(({ externalId }) => externalId);
  const answer = await run.askDirectory('rpc.directory.confirm-removed', { externalIds, controlId: control });
  const chosen = chooseProofs(absent, answer.verdicts, run.binding.scope);
  // A repeat after a crash asks anew, and what was removed before is not listed or not removed again.
  if (chosen.proofs.length > 0) await run.write('rpc.users.remove', { people: chosen.proofs });
  return {
    unproved: unproved + chosen.unproved,
    requests: requests + answer.requests,
    units: units + answer.units,
  };
}

async function doubts(run: ClaimedRun): Promise<Notice[]> {
  const { people, unproved } = run.checkpoint;
  if (unproved > 0) {
    const message = `For ${unproved} people Azure AD gave no clear answer whether they are gone. They were left as they are; the next run asks again.`;
    return [{ cause: 'unproved', message }];
  }
  if (people > 0) return [];
  const { users } = await run.write('rpc.users.absent', { limit: 1 });
  if (users.length === 0) return [];
  const message =
    'Azure AD listed nobody, though there are synced users. Nobody was removed; check the scope and the tenant.';
  return [{ cause: 'nobody-read', message }];
}
