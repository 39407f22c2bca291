import type { GroupReference, MappingRow, Notice, Problem, Revision } from '@rollcall/contracts';
import { pauseRows } from '@rollcall/mapping';
import { chooseMode } from './choose-mode.js';
import { type ClaimedRun, compiledOf } from './claimed-run.js';
import { controlAmong } from './read-directory.js';
import { RunFailed } from './run-errors.js';
import type { Checkpoint } from './runs.schema.js';

/** Groups looked up and stored by one request. */
const groupsAtOnce = 50;

/** Binds a run to the settings in force, and makes the groups whose members it will read. */
export async function startRun(run: ClaimedRun): Promise<void> {
  // Bound at the first claim only: later edits, and later claims, don't change what this run does.
  if (!run.document.binding) await bind(run);
  if (run.document.trigger === 'removals') await startRemovals(run);
  else if (run.isPreview) await startPreview(run);
  else await makeGroups(run);
}

async function bind(run: ClaimedRun): Promise<void> {
  const { askedRevision, trigger } = run.document;
  const asked = askedRevision === undefined ? {} : { revision: askedRevision };
  const {
    revision,
    scope,
    rows: mapped,
    preferences,
  }: Revision = await run.request('rpc.configuration.revision', asked);
  const connection = await run.request('rpc.connection.get', {});
  if (!connection) {
    throw new RunFailed(
      'not-connected',
      'There is no connection to Azure AD. Sign in with Microsoft, then sync again.',
    );
  }
  if (connection.lost) throw new RunFailed('connection-lost', connection.lost.message);
  const { connectionId, tenantId } = connection;
  const { fields } = await run.request('rpc.fields.list', {});
  const named = [...new Set(mapped.flatMap(({ source, fallbacks = [] }) => [source, ...fallbacks]))];
  const { attributes } = await run.request('rpc.directory.attributes', { named });
  const { permissions } = connection;
  const { rows, paused } = pauseRows({
    rows: mapped,
    attributes,
    fields,
    ...(permissions.length > 0 && { permissions }),
  });
  const { attributes: read } = compiledOf({ rows, attributes, fields });
  // Before the binding: a repeat after a crash in between writes the same again.
  if (paused.length > 0) await run.save({ notices: paused.map((problem) => rowPaused(problem, mapped)) });
  const verifiedDomains = connection.verifiedDomains.map((domain) => domain.toLowerCase());
  const chosen =
    trigger === 'removals'
      ? { modeReason: 'Only proves and carries out the removals that were approved.' }
      : chooseMode({
          isPreview: run.isPreview,
          isFirst: (await run.lastReads()) === undefined,
          scope,
          revision,
          tenantId,
          attributes: read,
          delta: (await run.lastDelta()) ?? undefined,
          now: new Date(),
        });
  await run.bind(
    { connectionId, tenantId, verifiedDomains, scope, rows, preferences, attributes, fields },
    { revision, ...chosen },
  );
}

/** What a preview finds out about removals goes into a book of its own, begun from what stands in the account's. */
async function startPreview(run: ClaimedRun): Promise<void> {
  await run.keep((removals, key) => removals.openBook(key, run.document.accountId));
  await run.save({ phase: 'reading' });
}

async function startRemovals(run: ClaimedRun): Promise<void> {
  const found = await findControl(run);
  const message = 'Azure AD listed nobody, so that nothing could be proved and nobody was removed. Check the tenant.';
  await run.save({
    ...found,
    phase: 'removals',
    removing: found.control === undefined ? 'carryOut' : 'approved',
    notices: [...run.checkpoint.notices, ...(found.control === undefined ? [{ cause: 'nobody-read', message }] : [])],
  });
}

/** A run that has read nobody needs somebody all the same who must answer when others are asked for. */
export async function findControl(run: ClaimedRun): Promise<Pick<Checkpoint, 'control' | 'requests' | 'units'>> {
  const source = { kind: 'users' as const };
  const { people, ...usage } = await run.askDirectory('rpc.directory.page', { source, attributes: [], size: 20 });
  return {
    control: controlAmong(people),
    requests: run.checkpoint.requests + usage.requests,
    units: run.checkpoint.units + usage.units,
  };
}

/** A repeat after a crash finds the same groups, so nothing of this is remembered until all is done. */
async function makeGroups(run: ClaimedRun): Promise<void> {
  const { groupInfo, groups, users, userGroups } = run.binding.scope;
  const withoutMembers: string[] = [];
  const keep: string[] = [];
  const notices: Notice[] = [...run.checkpoint.notices];
  let { requests } = run.checkpoint;
  for (let from = 0; groupInfo && from < groups.length; from += groupsAtOnce) {
    const chosen = groups.slice(from, from + groupsAtOnce);
    const found = await run.askDirectory('rpc.directory.groups', { ids: chosen.map(({ id }) => id) });
    requests += 1;
    // By the names of today: a group renamed in the directory is renamed here.
    const named = found.groups.map(({ id, name }) => ({ id, name }));
    keep.push(...named.map(({ id }) => id));
    const gone = chosen.filter(({ id }) => !named.some((group) => group.id === id));
    const { clashes } = await run.write('rpc.groups.upsert', { groups: named });
    const clashing = named.filter(({ id }) => clashes.includes(id));
    withoutMembers.push(...[...gone, ...clashing].map(({ id }) => id));
    // Of those whose people are read, the read itself tells.
    const onlySynced = gone.filter(({ id }) => users === 'all' || !userGroups.some((group) => group.id === id));
    notices.push(...onlySynced.map(groupGone), ...clashing.map(nameTaken));
  }
  await run.write('rpc.groups.detach', { keep });
  await run.save({ phase: 'reading', withoutMembers, notices, requests });
}

function rowPaused({ row = 0, message }: Problem, rows: MappingRow[]): Notice {
  return {
    cause: 'mapping-row-paused',
    about: rows[row]?.target,
    message: `A row of the mapping was left out, and the others synced. ${message}`,
  };
}

function groupGone({ id, name }: GroupReference): Notice {
  const message = `The group ${name} was not found in Azure AD. Its members in Kissflow stay as they are; take it out of Groups if it was deleted.`;
  return { cause: 'group-not-found', about: id, message };
}

function nameTaken({ id, name }: GroupReference): Notice {
  const message = `The group ${name} was not synced: its name belongs to another Kissflow group. Link the two or choose another name under Groups, or rename one of them.`;
  return { cause: 'group-name-taken', about: id, message };
}
