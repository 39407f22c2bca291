import type {
  Configuration,
  MappingTried,
  OutcomeAction,
  PersonTraced,
  RejectReason,
  SyncedPerson,
  User,
} from '@rollcall/contracts';
import type { Check, CheckName, Explanation } from './explanation.js';

/** What is known about a person and about the sync. */
export interface Facts {
  externalId: string;
  configuration: Pick<Configuration, 'state' | 'active' | 'draft' | 'nextRunAt' | 'lastRun'>;
  traced: PersonTraced;
  /** Null where there is nobody to try it on. */
  tried: MappingTried | null;
  synced: Pick<SyncedPerson, 'user' | 'excluded'>;
  /** What the last sync that had to do with the person did; previews don't count. */
  lastOutcome: SyncedPerson['outcomes'][number] | undefined;
  /** Somebody else in Kissflow who has the address this person would get. */
  namesake: User | undefined;
}

const did: Record<OutcomeAction, string> = {
  added: 'Added to Kissflow',
  linked: 'Linked with the user who was here already',
  updated: 'Updated',
  reactivated: 'Reactivated',
  deactivated: 'Deactivated',
  deleted: 'Deleted from Kissflow',
  rejected: 'Rejected',
  skipped: 'Left out',
  awaitingSecondLook: 'Not found, which the next sync has to confirm',
  leftScope: 'Found no longer in scope',
  held: 'Removal held for a decision',
};

/** Why somebody is synced, or not: every condition in the order a sync meets them, and what to do about the first that fails. */
export function explainPerson(facts: Facts): Explanation {
  const { externalId, traced, synced } = facts;
  const checks = [
    configured(facts),
    inDirectory(facts),
    ...(traced.state === 'present' ? [enabled(facts), guestChoice(facts), inScope(facts), mapped(facts)] : []),
    notExcluded(facts),
    lastChange(facts),
    inKissflow(facts),
    nextRun(facts),
  ];
  const name = traced.name ?? synced.user?.name ?? facts.lastOutcome?.name;
  const failed = checks.find(({ ok }) => ok === false);
  const willSync = failed === undefined || failed.check === 'inKissflow';
  return {
    externalId,
    ...(name !== undefined && { name }),
    isSynced: willSync && synced.user !== null,
    checks: checks.map(({ toDo: _, ...check }) => check),
    toDo: failed?.toDo ?? 'Nothing has to be done.',
  };
}

interface Judged extends Check {
  toDo?: string;
}

const good = (check: CheckName, evidence: string): Judged => ({ check, ok: true, evidence });
const bad = (check: CheckName, evidence: string, toDo: string): Judged => ({ check, ok: false, evidence, toDo });
const open = (check: CheckName, evidence: string): Judged => ({ check, ok: null, evidence });

function configured({ configuration: { state } }: Facts): Judged {
  switch (state) {
    case 'active':
      return good('configured', 'Azure AD sync is switched on.');
    case 'disabled':
      return bad('configured', 'Azure AD sync is disabled.', 'Enable it under User provisioning.');
    case 'draft':
    case 'none':
      return bad('configured', 'The sync is not set up to the end.', 'Finish the set-up and press Save & sync now.');
  }
}

function inDirectory({ traced: { state, deletedAt } }: Facts): Judged {
  switch (state) {
    case 'present':
      return good('inDirectory', 'In the directory of the connected tenant.');
    case 'deleted':
      return bad(
        'inDirectory',
        `Deleted in Azure AD on ${day(deletedAt)}; it keeps deleted people for 30 days.`,
        'Restore the person in Azure AD if they are to be synced.',
      );
    case 'missing':
      return bad(
        'inDirectory',
        'Not in the directory of the connected tenant, and not among those deleted there within 30 days.',
        'Create the person in Azure AD if they are to be synced, or check which tenant is connected.',
      );
  }
}

function enabled({ traced }: Facts): Judged {
  if (traced.enabled === false)
    return bad(
      'enabled',
      'Disabled in Azure AD (accountEnabled is off).',
      'Enable the account in Azure AD if the person is to be synced.',
    );
  return traced.enabled === true
    ? good('enabled', 'Enabled in Azure AD.')
    : open('enabled', 'Azure AD does not say whether the account is enabled, which never counts as disabled.');
}

function guestChoice(facts: Facts): Judged {
  if (facts.traced.guest !== true) return good('guestChoice', 'A member of the organization, not a guest.');
  return (scopeOf(facts)?.includeGuests ?? true)
    ? good('guestChoice', 'A guest; guests are included.')
    : bad('guestChoice', 'A guest; guests are left out.', 'Include guests under User sync if they are to be synced.');
}

function inScope(facts: Facts): Judged {
  const scope = scopeOf(facts);
  if (!scope) return open('inScope', 'Nobody has chosen yet whom to sync.');
  if (scope.users === 'all') return good('inScope', 'All users are synced.');
  const { path } = facts.traced;
  if (!path?.[0])
    return bad(
      'inScope',
      'In none of the chosen groups, nor in a group inside them.',
      'Add the person to one of the chosen groups in Azure AD, or choose another group under User sync.',
    );
  const [chosen, ...inner] = path.map(({ name }) => name);
  const way = inner.length === 0 ? '' : `, by way of ${inner.join(' → ')}`;
  return { ...good('inScope', `In the chosen group ${chosen}${way}.`), path };
}

function mapped({ tried }: Facts): Judged {
  const reasons = tried?.person?.values.flatMap(({ error }): RejectReason[] => (error ? [error] : [])) ?? [];
  const [problem] = tried?.problems ?? [];
  if (problem)
    return bad('mapped', `The mapping has a problem: ${problem.message}`, 'Mend the row under Field mapping.');
  if (!tried?.person) return open('mapped', 'The mapping could not be tried on this person.');
  return reasons.length === 0
    ? good('mapped', 'Every mapped field has a value Kissflow can store.')
    : bad(
        'mapped',
        reasons.map(({ message }) => message).join(' '),
        'Mend the value in Azure AD, or the row under Field mapping, and sync again.',
      );
}

function notExcluded({ synced: { excluded } }: Facts): Judged {
  return excluded
    ? bad('notExcluded', 'An administrator excluded this user from sync.', 'Include the user again under People.')
    : good('notExcluded', 'Not excluded from sync.');
}

function inKissflow({ synced: { user }, namesake }: Facts): Judged {
  if (user) return good('inKissflow', `In Kissflow as ${user.name}, ${user.status}.`);
  const next = 'Press Sync now, or wait for the next sync.';
  return namesake
    ? bad('inKissflow', `Not linked yet; ${namesake.name} in Kissflow has the same address.`, next)
    : bad('inKissflow', 'Not in Kissflow yet.', next);
}

function lastChange({ lastOutcome, configuration: { lastRun } }: Facts): Judged {
  if (!lastOutcome) return open('lastChange', 'No sync has changed or rejected this person within 90 days.');
  const { action, at, reason, reasons, changes, runId } = lastOutcome;
  const fields = action === 'updated' ? `: ${changes.map(({ field }) => field).join(', ')}` : '';
  const why = reasons.length > 0 ? reasons.map(({ message }) => message).join(' ') : reason;
  const evidence = [`${did[action]}${fields}, on ${day(at)}.`, why].filter((words) => words !== undefined).join(' ');
  // Whoever is still rejected is so in every run; an older rejection is over.
  if (action === 'rejected' && runId === lastRun?.runId)
    return { ...bad('lastChange', evidence, `${why ?? 'Look at the last sync.'} Then press Sync now.`), runId };
  if (action === 'held')
    return { ...bad('lastChange', evidence, 'Decide about the removal under Held removals.'), runId };
  return { ...open('lastChange', evidence), runId };
}

function nextRun({ configuration: { nextRunAt, state } }: Facts): Judged {
  if (state !== 'active' || nextRunAt === undefined) return open('nextRun', 'No sync is scheduled.');
  return { ...open('nextRun', `The next sync is due on ${day(nextRunAt)}.`), at: nextRunAt };
}

const scopeOf = ({ configuration: { active, draft } }: Facts) => active?.scope ?? draft?.scope;

/** Readable everywhere; the console has the exact times besides. */
const day = (at: string | undefined): string => (at === undefined ? 'an unknown day' : at.slice(0, 10));
