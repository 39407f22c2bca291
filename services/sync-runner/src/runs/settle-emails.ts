import { defaultThreshold, type Notice, peopleIn, type RemovalProof } from '@rollcall/contracts';
import { type Decision, guard } from '../removals/guard.js';
import type { ClaimedRun } from './claimed-run.js';
import { readsWhole } from './judge-read.js';
import type { Checkpoint } from './runs.schema.js';

/** People settled together: about the holder of each address the directory may have to be asked. */
const batchSize = 200;

/**
 * After everybody was read: gives people the addresses they waited for. Whether so many may change is decided, and saved,
 * before the first one does. Before the removals, so that a person who is known under another id by now is not removed.
 */
export async function settleEmails(run: ClaimedRun): Promise<void> {
  if (run.document.trigger === 'removals' || run.checkpoint.emails === 'settled') return;
  if (run.checkpoint.emails === undefined) await run.save({ emails: await decide(run) });
  const changesOnly = run.document.mode === 'changes';
  const whole = !changesOnly && readWhole(run.checkpoint);
  // Who holds an address may not have changed: whether they are gone is proved for each of them in any case.
  const mayAsk = whole || (changesOnly && run.checkpoint.control !== undefined);
  for (;;) {
    const { after, emails } = run.checkpoint;
    const { holders, upTo } = await run.write('rpc.users.email-holders', { after, limit: batchSize });
    if (upTo === undefined) break;
    const { proofs, ...cost } = await askAbout(run, mayAsk ? holders : []);
    await run.write('rpc.users.settle-emails', { after, upTo, hold: emails === 'hold', proofs });
    await run.save({ ...cost, after: upTo });
  }
  // A changes run did not look at everybody who is held.
  const { held } = await run.write('rpc.users.close-emails', { whole });
  await run.save({
    emails: 'settled',
    after: undefined,
    notices: [...run.checkpoint.notices, ...(held > 0 ? [heldNotice(held)] : [])],
  });
}

/** Whom a short read did not list may be there: then nobody is asked about. */
const readWhole = (checkpoint: Checkpoint): boolean => checkpoint.control !== undefined && readsWhole(checkpoint);

/** A flip of the attribute that the address comes from would lock a whole company out, like a removal of all. */
async function decide(run: ClaimedRun): Promise<Decision> {
  const { changes, undecided } = await run.write('rpc.users.count-email-changes', {});
  if (changes === 0) return 'carryOut';
  const { users: synced } = await run.write('rpc.users.count-synced', {});
  const threshold = run.binding.preferences.threshold ?? defaultThreshold;
  return guard({ found: changes, undecided, recent: 0, synced }, threshold);
}

async function askAbout(
  run: ClaimedRun,
  externalIds: string[],
): Promise<{ proofs: RemovalProof[]; requests: number; units: number }> {
  const { control = '', requests, units } = run.checkpoint;
  if (externalIds.length === 0) return { proofs: [], requests, units };
  const answer = await run.askDirectory('rpc.directory.confirm-removed', { externalIds, controlId: control });
  const proofs = answer.verdicts.flatMap(({ externalId, verdict }): RemovalProof[] =>
    verdict === 'deleted' || verdict === 'notFound' ? [{ externalId, evidence: verdict }] : [],
  );
  return { proofs, requests: requests + answer.requests, units: units + answer.units };
}

const heldNotice = (people: number): Notice => ({
  cause: 'email-changes-held',
  message: `The addresses of ${peopleIn(people)} would change, which waits for an administrator's decision. None of them was changed. Approve or keep them under Email changes.`,
});
