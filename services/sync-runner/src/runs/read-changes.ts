import {
  type DirectoryChanges,
  type DirectoryUser,
  type EmailChangeState,
  type OutcomeAction,
  type Page,
  peopleIn,
} from '@rollcall/contracts';
import { mapPage } from '@rollcall/mapping';
import { RefusedError, RetryLaterError } from '@rollcall/messaging';
import type { ClaimedRun } from './claimed-run.js';
import { controlAmong, endless } from './read-directory.js';
import { findControl } from './start-run.js';
import { storePeople } from './store-people.js';

/** People listed, and read whole, together. */
const batchSize = 200;
const unansweredWaitMs = 10_000;

/** Beyond both, reading everybody in pages is faster than reading so many one by one. */
const manyChanges = 500;
const largePart = 1 / 20;

/** Whom a run leaves open: they are looked at again by the next one, whether the directory names them or not. */
const leftOpen: OutcomeAction[] = ['rejected', 'awaitingSecondLook'];
/** So are those whose change of address waits, whatever else was done to them: it may be decided about meanwhile. */
const openEmailChanges: EmailChangeState[] = ['held', 'approved'];

interface Read {
  people: DirectoryUser[];
  requests: number;
  units: number;
}

/**
 * Lists who changed in the directory since the last complete run, with those whom that one left open, and then reads and stores
 * them as a full run would. Where the directory no longer knows what changed, or too much did, the run becomes a full one.
 */
export async function readChanges(run: ClaimedRun): Promise<void> {
  try {
    if (run.checkpoint.changes === undefined) await listChanges(run);
  } catch (error) {
    if (!(error instanceof RefusedError && error.code === 'changes-expired')) throw error;
    return run.readInFull(
      'Azure AD could no longer tell what changed since the last sync, so the whole scope is read.',
    );
  }
  if (run.checkpoint.changes === 'listed') {
    const { expected: changed = 0 } = run.checkpoint;
    if (changed > manyChanges && changed > (await countSynced(run)) * largePart) {
      return run.readInFull(`${changed} people changed since the last sync: so many that the whole scope is read.`);
    }
    await readListed(run);
  }
}

async function listChanges(run: ClaimedRun): Promise<void> {
  const last = await run.lastDelta();
  // Listing starts over after a crash: whoever is listed already stays so.
  await listOpen(run, last?.runId);
  let cursor = run.checkpoint.cursor ?? last?.cursor;
  for (;;) {
    if (cursor === undefined) throw new RefusedError('changes-expired', 'there is nothing to go on from');
    const read: DirectoryChanges = await run.askDirectory('rpc.directory.delta', { cursor });
    const { changes, next, delta, requests, units } = read;
    await list(run, changes);
    const usage = { requests: run.checkpoint.requests + requests, units: run.checkpoint.units + units };
    if (next === undefined) {
      const expected = await run.keepChanged((people, runId) => people.count(runId));
      const newDelta = delta === undefined ? undefined : { cursor: delta, takenAt: new Date() };
      return run.save({ ...usage, cursor: undefined, delta: newDelta, changes: 'listed', expected });
    }
    if (next === cursor) throw endless();
    await run.save({ ...usage, cursor: next });
    cursor = next;
  }
}

async function listOpen(run: ClaimedRun, lastRunId: string | undefined): Promise<void> {
  for (const action of lastRunId === undefined ? [] : leftOpen)
    await listAll(run, (page) => run.request('rpc.outcomes.list', { runId: lastRunId ?? '', action, ...page }));
  for (const state of openEmailChanges)
    await listAll(run, (page) => run.request('rpc.email-changes.list', { state, ...page }));
  for (let after = ''; ;) {
    const waiting = await run.keep((removals, key) => removals.standing(key, after, batchSize));
    await list(run, waiting);
    const last = waiting.at(-1)?.externalId;
    if (last === undefined) return;
    after = last;
  }
}

type Listed = Pick<DirectoryUser, 'externalId'>;

async function listAll(
  run: ClaimedRun,
  ask: (page: { limit: number; cursor?: string }) => Promise<Page<Listed>>,
): Promise<void> {
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const { items, next }: Page<Listed> = await ask({ limit: batchSize, ...(cursor !== '' && { cursor }) });
    await list(run, items);
    cursor = next;
  }
}

async function list(run: ClaimedRun, named: readonly Listed[]): Promise<void> {
  const ids = [...new Set(named.map(({ externalId }) => externalId))];
  await run.keepChanged((people, runId) => people.add(runId, ids));
}

async function countSynced(run: ClaimedRun): Promise<number> {
  return (await run.write('rpc.users.count-synced', {})).users;
}

/** The next batch is read while this one is stored. */
async function readListed(run: ClaimedRun): Promise<void> {
  let coming = nextBatch(run, run.checkpoint.after ?? '');
  for (;;) {
    const batch = await coming;
    const last = batch.ids.at(-1);
    if (last === undefined) break;
    coming = nextBatch(run, last);
    // Its failure is heard when its turn comes, or never if this batch can't be stored.
    coming.catch(() => undefined);
    await storeBatch(run, batch, last);
  }
  const found = run.checkpoint.control === undefined && run.checkpoint.expected !== 0 ? await findControl(run) : {};
  await run.save({ ...found, changes: 'read', after: undefined, page: 0 });
}

async function nextBatch(run: ClaimedRun, after: string): Promise<Read & { ids: string[] }> {
  const ids = await run.keepChanged((people, runId) => people.page(runId, after, batchSize));
  return { ids, ...(ids.length > 0 ? await readWhole(run, ids) : { people: [], requests: 0, units: 0 }) };
}

/** Everybody of them who is there. Nobody is passed over only because the directory did not answer for them. */
async function readWhole(run: ClaimedRun, ids: string[]): Promise<Read> {
  const read: Read = { people: [], requests: 0, units: 0 };
  let open = ids;
  while (open.length > 0) {
    const asked = { externalIds: open, attributes: run.mapping.attributes };
    const { people, missing, requests, units } = await run.askDirectory('rpc.directory.read', asked);
    const answered = new Set([...people.map(({ externalId }) => externalId), ...missing]);
    read.people.push(...people);
    read.requests += requests;
    read.units += units;
    const rest = open.filter((id) => !answered.has(id));
    if (rest.length === open.length) {
      throw new RetryLaterError(unansweredWaitMs, `Azure AD did not answer for ${peopleIn(rest.length)}`);
    }
    open = rest;
  }
  return read;
}

async function storeBatch(run: ClaimedRun, { people, requests, units }: Read, after: string): Promise<void> {
  const { checkpoint, binding } = run;
  const position = { read: 0, page: checkpoint.page };
  const { fresh, disabled } = await storePeople(run, position, mapPage(run.mapping, people, binding.scope));
  await run.save({
    page: checkpoint.page + 1,
    after,
    people: checkpoint.people + fresh,
    disabled: checkpoint.disabled + disabled,
    control: controlAmong(people) ?? checkpoint.control,
    requests: checkpoint.requests + requests,
    units: checkpoint.units + units,
  });
}
