import type { DirectoryPage, DirectoryUser, Notice, Person } from '@rollcall/contracts';
import { mapPage } from '@rollcall/mapping';
import { RefusedError } from '@rollcall/messaging';
import type { ClaimedRun } from './claimed-run.js';
import { judgeRead, membersKept } from './judge-read.js';
import { type PlannedRead, planReads } from './plan-reads.js';
import { RunFailed } from './run-errors.js';
import type { Checkpoint } from './runs.schema.js';
import { storePeople } from './store-people.js';

/** An expired page starts its read over, so often at most. */
const restarts = 3;

/** Refusals that say something about one group only. */
const aboutOneGroup = new Set<string>(['group-not-found', 'not-found', 'directory-answer-invalid']);

/** Refusals of changes only: reading everybody may work all the same. */
const withoutDelta = new Set<string>(['changes-expired', 'directory-answer-invalid', 'permission-missing']);

/** Carries out the planned reads from where the checkpoint stands, and stores page by page. */
export async function readDirectory(run: ClaimedRun): Promise<void> {
  const reads = readsOf(run);
  for (let read = reads[run.checkpoint.read]; read; read = reads[run.checkpoint.read]) {
    try {
      await readOn(run, read);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      if (error.code === 'page-expired') await startOver(run, error);
      else if (read.source.kind === 'group' && aboutOneGroup.has(error.code)) await pauseGroup(run, read, error);
      else throw error;
    }
  }
  await run.save({ phase: 'removals' });
}

/** A changes run has read its people already; a preview leaves groups alone. */
function readsOf({ binding: { scope }, checkpoint, document, isPreview }: ClaimedRun): PlannedRead[] {
  const reads = planReads({ ...scope, groupInfo: scope.groupInfo && !isPreview }, checkpoint.withoutMembers);
  return document.mode === 'changes' ? reads.filter(({ people }) => !people) : reads;
}

async function readOn(run: ClaimedRun, read: PlannedRead): Promise<void> {
  if (read.source.kind === 'users' && run.checkpoint.expected === undefined) {
    const { total: expected } = await run.askDirectory('rpc.directory.count', { source: read.source });
    await run.save({ expected, requests: run.checkpoint.requests + 1 });
  }
  if (read.source.kind === 'users') await takeDelta(run);
  // Whoever takes over after the last page was stored has no page left to read, only the end.
  if (!run.checkpoint.atEnd) {
    for await (const page of pagesOf(run, read)) await storePage(run, read, page);
  }
  await closeRead(run, read);
}

/** Before the first page, so that whatever changes while the people are read is found by the next changes run. */
async function takeDelta(run: ClaimedRun): Promise<void> {
  const { attempt, page, delta, requests, units } = run.checkpoint;
  if (run.isPreview || delta !== undefined || attempt > 0 || page > 0) return;
  try {
    const now = await run.askDirectory('rpc.directory.delta', { attributes: run.mapping.attributes });
    if (now.delta === undefined) return;
    const taken = { cursor: now.delta, takenAt: new Date() };
    await run.save({ delta: taken, requests: requests + now.requests, units: units + now.units });
  } catch (error) {
    // Then every run reads the whole scope, which is slower and no less right.
    if (!(error instanceof RefusedError && withoutDelta.has(error.code))) throw error;
  }
}

interface MappedPage extends DirectoryPage {
  mapped: Person[];
}

/**
 * The pages from the checkpoint on. The next one is asked for, and mapped, while this one is stored: never more than two in
 * memory.
 */
async function* pagesOf(run: ClaimedRun, { source, people }: PlannedRead): AsyncGenerator<MappedPage> {
  const attributes = people ? run.mapping.attributes : [];
  const ask = async (cursor: string | undefined): Promise<MappedPage> => {
    const page = await run.askDirectory('rpc.directory.page', { source, attributes, cursor });
    return { ...page, mapped: people ? mapPage(run.mapping, page.people, run.binding.scope) : [] };
  };
  let { cursor } = run.checkpoint;
  let coming: Promise<MappedPage> | undefined = ask(cursor);
  while (coming) {
    const page: MappedPage = await coming;
    if (page.next !== undefined && page.next === cursor) throw endless();
    cursor = page.next;
    coming = cursor === undefined ? undefined : ask(cursor);
    // Its failure is heard when its turn comes, or never if this page can't be stored.
    coming?.catch(() => undefined);
    yield page;
  }
}

async function storePage(run: ClaimedRun, read: PlannedRead, page: MappedPage): Promise<void> {
  const { checkpoint } = run;
  let { people, disabled, control } = checkpoint;
  if (read.people) {
    // A read that starts over has a number of its own, so that its pages aren't taken for repeats of the old ones.
    const position = { read: checkpoint.read * (restarts + 1) + checkpoint.attempt, page: checkpoint.page };
    const applied = await storePeople(run, position, page.mapped);
    people += applied.fresh;
    disabled += applied.disabled;
    control = controlAmong(page.people) ?? control;
  }
  if (read.membersOf !== undefined && page.people.length > 0) {
    const externalIds = page.people.map(({ externalId }) => externalId);
    await run.write('rpc.groups.apply-members', { groupId: read.membersOf, externalIds });
  }
  await run.save({
    page: checkpoint.page + 1,
    cursor: page.next,
    atEnd: page.next === undefined,
    listed: checkpoint.listed + new Set(page.people.map(({ externalId }) => externalId)).size,
    people,
    disabled,
    control,
    requests: checkpoint.requests + page.requests,
    units: checkpoint.units + page.units,
  });
}

/** Compares what was read with what the directory says there is, and only then lets go who left a group. */
async function closeRead(run: ClaimedRun, read: PlannedRead): Promise<void> {
  const { checkpoint } = run;
  const { source, people, membersOf } = read;
  const { total } = await run.askDirectory('rpc.directory.count', { source });
  const before = checkpoint.listed === 0 ? await membersBefore(run, source.groupId) : 0;
  // Of all users only distinct ones count; a group's people may have been met in another group before.
  const listed = source.kind === 'users' ? Math.min(checkpoint.listed, checkpoint.people) : checkpoint.listed;
  const facts = { listed, total, before, name: read.name };
  const { complete, whole, notice } = judgeRead(facts);
  const closed = complete && membersOf !== undefined ? { groupId: membersOf, whole, listed } : undefined;
  const { kept } = closed ? await run.write('rpc.groups.close-members', closed) : { kept: 0 };
  const result = { groupId: source.groupId, people, complete, members: Math.max(listed, before) };
  const told = kept > 0 ? membersKept(kept, facts) : notice;
  await run.save({ ...nextRead(checkpoint), ...ended(checkpoint, result, told), requests: checkpoint.requests + 1 });
}

async function startOver(run: ClaimedRun, error: RefusedError): Promise<void> {
  const attempt = run.checkpoint.attempt + 1;
  if (attempt > restarts) {
    const message = `Azure AD let its list expire ${attempt} times before it was read to the end. Sync again at a quieter time.`;
    throw new RunFailed('page-expired', message, { cause: error });
  }
  await run.save({ attempt, page: 0, cursor: undefined, atEnd: false, listed: 0 });
}

/** The others go on; nobody is removed because of it, and the group's members stay. */
async function pauseGroup(run: ClaimedRun, { source, name, people }: PlannedRead, error: RefusedError): Promise<void> {
  const { checkpoint } = run;
  const message = `The group ${name} could not be read, so nothing was changed because of it: ${error.message}`.slice(
    0,
    2_000,
  );
  const cause = error.code === 'directory-answer-invalid' ? 'group-unreadable' : 'group-not-found';
  const members = await membersBefore(run, source.groupId);
  const result = { groupId: source.groupId, people, complete: false, members };
  await run.save({ ...nextRead(checkpoint), ...ended(checkpoint, result, { cause, message }) });
}

const nextRead = ({ read }: Checkpoint) => ({
  read: read + 1,
  attempt: 0,
  page: 0,
  cursor: undefined,
  atEnd: false,
  listed: 0,
});

const ended = ({ reads, notices }: Checkpoint, result: Checkpoint['reads'][number], notice: Notice | undefined) => ({
  reads: [...reads, result],
  // Of a group: two groups that are empty are two things to look at.
  notices: notice
    ? [...notices, { ...notice, ...(result.groupId !== undefined && { about: result.groupId }) }]
    : notices,
});

/** How many members a group had when it was last read; 0 for the whole tenant, which has a rule of its own. */
async function membersBefore(run: ClaimedRun, groupId: string | undefined): Promise<number> {
  if (groupId === undefined) return 0;
  const reads = (await run.lastReads()) ?? [];
  return reads.find((read) => read.groupId === groupId)?.members ?? 0;
}

/** Somebody seen a moment ago; if possible not one whose own removal may be asked for. */
export const controlAmong = (people: readonly DirectoryUser[]): string | undefined =>
  (people.find(({ enabled }) => enabled !== false) ?? people[0])?.externalId;

// Known to happen: a next link that leads to itself, for ever.
export const endless = (): RefusedError =>
  new RefusedError('directory-answer-invalid', 'Azure AD answered a page that names itself as the next one.');
