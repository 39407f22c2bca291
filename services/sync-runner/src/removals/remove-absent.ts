import { type AbsentUsers, defaultThreshold, type Notice, peopleIn } from '@rollcall/contracts';
import type { ClaimedRun } from '../runs/claimed-run.js';
import { total } from '../runs/count-people.js';
import type { Checkpoint } from '../runs/runs.schema.js';
import { isNegligible } from '../runs/judge-read.js';
import { carryOut, hold } from './carry-out.js';
import { type Decision, guard } from './guard.js';
import { prove } from './prove.js';

/** Users listed and asked about together. */
const batchSize = 200;

type Absent = AbsentUsers['users'];

/**
 * Asks the directory about everybody whom the run did not see, or saw disabled. Who is proved gone is collected first and
 * decided about together: carried out, or held. Absence alone proves nothing, and after a read that may have been short
 * nobody is even asked about. Each step is saved before the next one begins, so that a crash never decides anew.
 */
export async function removeAbsent(run: ClaimedRun): Promise<void> {
  if (run.checkpoint.removing === 'approved') await proveApproved(run);
  const mayRemove = run.checkpoint.control !== undefined && run.checkpoint.reads.every(isComplete);
  if (run.checkpoint.removing === 'disabled') {
    if (mayRemove && run.binding.preferences.disabledUsers === 'deactivate' && mayBeDisabled(run)) {
      await collect(run, 'disabled');
    }
    await run.save({ removing: 'unseen', after: undefined, decided: await countDecided(run) });
  }
  if (run.checkpoint.removing === 'unseen') {
    if (mayRemove) await collect(run, 'unseen');
    await run.save({ removing: 'deciding', after: undefined });
  }
  if (run.checkpoint.removing === 'deciding') await decide(run, mayRemove);
  if (run.checkpoint.removing === 'carryOut') {
    await carryOut(run);
    await run.save({ removing: 'hold', after: undefined });
  }
  if (run.checkpoint.removing === 'hold') await hold(run);
  await run.save({ phase: 'finishing', notices: [...run.checkpoint.notices, ...(await doubts(run))] });
}

/** A group that is only synced doesn't say who there is. */
const isComplete = ({ people, complete }: Checkpoint['reads'][number]): boolean => complete || !people;

/**
 * Up to here every outcome is of somebody who was read, and so is every candidate, whose outcome comes later: this is
 * how those unchanged are counted in the end.
 */
async function countDecided(run: ClaimedRun): Promise<number> {
  const outcomes = await run.request('rpc.outcomes.count', { runId: run.document._id });
  return total(outcomes) + (await run.keep((removals, key) => removals.countComing(key)));
}

/** Where nobody was seen disabled, looking through all users for them is spared; a changes run looks at few. */
const mayBeDisabled = ({ document, checkpoint }: ClaimedRun): boolean =>
  document.mode === 'changes' || checkpoint.disabled !== 0;

/** In a run for what was approved, which reads nobody. */
async function proveApproved(run: ClaimedRun): Promise<void> {
  for (;;) {
    const { after = '' } = run.checkpoint;
    const approved = await run.keep((removals, key) => removals.approved(key, after, batchSize));
    const last = approved.at(-1);
    if (!last) return run.save({ removing: 'carryOut', after: undefined });
    await run.save({ ...(await prove(run, approved)), after: last.externalId });
  }
}

async function collect(run: ClaimedRun, why: Absent[number]['why']): Promise<void> {
  for (;;) {
    const { users, next } = await nextAbsent(run);
    const absent = users.filter((user) => user.why === why);
    const changes = absent.length > 0 ? await collectBatch(run, absent) : {};
    await run.save({ ...changes, after: next });
    if (next === undefined) return;
  }
}

/** Of everybody, or of those whom a changes run had to look at. */
async function nextAbsent(run: ClaimedRun): Promise<AbsentUsers> {
  const { after } = run.checkpoint;
  if (run.document.mode !== 'changes') return run.write('rpc.users.absent', { after, limit: batchSize });
  const among = await run.keepChanged((people, runId) => people.page(runId, after ?? '', batchSize));
  if (among.length === 0) return { users: [] };
  const { users } = await run.write('rpc.users.absent', { among, limit: batchSize });
  const absent = new Set(users.map(({ externalId }) => externalId));
  // Whoever was held and is there again needs no decision any more.
  const there = among.filter((id) => !absent.has(id));
  await run.keep((removals, key) => removals.markReturned(key, there));
  return { users, ...(among.length === batchSize && { next: among.at(-1) }) };
}

/** A repeat after a crash asks anew, and finds what it has stored as it left it. */
async function collectBatch(run: ClaimedRun, absent: Absent): Promise<Partial<Checkpoint>> {
  const ids = absent.map(({ externalId }) => externalId);
  const states = await run.keep((removals, key) => removals.meet(key, ids));
  const approved = absent.filter(({ externalId }) => states.get(externalId) === 'approved');
  const fresh = absent.filter(({ externalId }) => !states.has(externalId));
  const before = run.checkpoint.before ?? (await lookAround(run));
  if ((await judge(run, before)) === 'carryOut') return { ...(await prove(run, [...approved, ...fresh])), before };
  // They are held in any case, and proved if their removal is approved.
  await run.keep((removals, key) => removals.collect(key, fresh));
  return { ...(await prove(run, approved)), before, decision: 'hold' };
}

/** What doesn't change while the run collects. */
async function lookAround(run: ClaimedRun): Promise<NonNullable<Checkpoint['before']>> {
  const { users: synced } = await run.write('rpc.users.count-synced', {});
  return { synced, recent: await run.keep((removals, key) => removals.countRecent(key)) };
}

/** What was to be held stays so, whatever is decided about others meanwhile: not everybody is proved any more. */
async function judge(run: ClaimedRun, before: Checkpoint['before']): Promise<Decision> {
  if (run.checkpoint.decision) return run.checkpoint.decision;
  const { synced, recent } = before ?? { synced: 0, recent: 0 };
  const { found, undecided } = await run.keep((removals, key) => removals.count(key));
  return guard({ found, undecided, recent, synced }, run.binding.preferences.threshold ?? defaultThreshold);
}

async function decide(run: ClaimedRun, mayRemove: boolean): Promise<void> {
  if (!mayRemove) return run.save({ removing: 'hold' });
  // A changes run knows only of those it looked at.
  if (run.document.mode !== 'changes') await run.keep((removals, key) => removals.letReturn(key));
  await run.save({ removing: 'carryOut', decision: await judge(run, run.checkpoint.before) });
}

async function doubts(run: ClaimedRun): Promise<Notice[]> {
  const { people, expected, unproved, unlisted = 0 } = run.checkpoint;
  const notices: Notice[] = [];
  const held = await run.keep((removals, key) => removals.countHeld(key));
  if (held > 0) {
    const many = `${peopleIn(held)} would be removed, which waits for an administrator's decision.`;
    const next = run.isPreview
      ? 'A sync would hold them.'
      : 'None of them was. Approve or keep them under Held removals.';
    notices.push({ cause: 'removals-held', message: `${many} ${next}` });
  }
  if (unproved > 0) {
    const message = `For ${peopleIn(unproved)} Azure AD gave no clear answer whether they are gone. They were left as they are; the next run asks again.`;
    notices.push({ cause: 'unproved', message });
  }
  if (!isNegligible(unlisted, people)) {
    const message = `Azure AD did not list ${peopleIn(unlisted)}, and says that they are there when asked for by name. They were left as they are; the next run reads everybody again.`;
    notices.push({ cause: 'people-not-listed', message });
  }
  if (run.document.trigger === 'removals' || people > 0 || notices.length > 0) return notices;
  if (run.document.mode === 'changes' && (expected === 0 || run.checkpoint.control !== undefined)) return notices;
  const { users } = await run.write('rpc.users.count-synced', {});
  if (users === 0) return [];
  const message =
    'Azure AD listed nobody, though there are synced users. Nobody was removed; check the scope and the tenant.';
  return [{ cause: 'nobody-read', message }];
}
