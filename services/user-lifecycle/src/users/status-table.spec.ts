import type { MappedPerson, Person, RejectReason, RemovalEvidence, RunContext } from '@rollcall/contracts';
import { decideRemoval } from './decide-removal.js';
import { planChanges } from './plan-changes.js';
import { aPerson, aRun, aUser } from './users.builders.js';
import type { UserDocument } from './users.schema.js';

const at = '2026-11-23T02:00:00.000Z';

/** What the read meets; or nobody, and what the directory then answers about the person by name. */
type InDirectory = Person | { notRead: RemovalEvidence };

const enabled = aPerson('1', { FirstName: 'Mike' });
const guest: MappedPerson = { ...enabled, guest: true };
const unchanged = aPerson('1');
const disabled: Person = { is: 'skipped', externalId: '1', name: 'Bo 1', reason: 'disabled' };
const reasons: RejectReason[] = [{ code: 'value-missing', field: 'LastName', message: 'No last name.' }];
const unmappable: Person = { is: 'rejected', externalId: '1', name: 'Bo 1', reasons };
const deleted: InDirectory = { notRead: 'deleted' };
const notFound: InDirectory = { notRead: 'notFound' };
const outOfScope: InDirectory = { notRead: 'outOfScope' };

const active = aUser('1');
const invited = aUser('1', { status: 'Invited', acceptedAt: undefined });
const inactive = aUser('1', { status: 'Inactive', deactivatedBy: 'sync' });
const byHand = aUser('1', { status: 'Inactive', deactivatedBy: 'hand' });
const excluded = aUser('1', { excluded: true });
const admin = aUser('1', { role: 'IamAdmin' });
const owner = aUser('1', { isOwner: true });
const missedOnce = aUser('1', { missing: { runId: 'an earlier run' } });

const toDelete = { removedUsers: 'delete' } as const;
const leaversGo = { leftScopeUsers: 'deactivate' } as const;
const keepDisabled = { disabledUsers: 'keep' } as const;
const ownOnly = { reactivate: 'syncOnly' } as const;
const offFor = (field: string) => ({ writeOnce: [field] });
const noMails = { sendInvitations: false };
const guestMails = { inviteGuests: true };

type Row = [
  inDirectory: string,
  inKissflow: string,
  preference: string,
  happens: string,
  InDirectory,
  UserDocument | undefined,
  Partial<RunContext>,
];

// prettier-ignore
const table: Row[] = [
  ['enabled, in scope',              'absent',                 '',                         'created as Invited, with a mail',      enabled,    undefined,  {}],
  ['enabled, in scope',              'absent',                 'no invitations',           'created as Invited, without a mail',   enabled,    undefined,  noMails],
  ['guest, in scope',                'absent',                 '',                         'created as Invited, without a mail',   guest,      undefined,  {}],
  ['guest, in scope',                'absent',                 'invite guests',            'created as Invited, with a mail',      guest,      undefined,  guestMails],
  ['enabled, in scope',              'Active',                 '',                         'updated, Active: FirstName',           enabled,    active,     {}],
  ['enabled, in scope',              'Invited',                '',                         'updated, Invited: FirstName',          enabled,    invited,    {}],
  ['enabled, in scope',              'Active',                 'Sync updates off',         'unchanged',                            enabled,    active,     offFor('FirstName')],
  ['enabled, a field still empty',   'Active',                 'Sync updates off',         'updated, Active: Phone',               aPerson('1', { Phone: '12' }), active, offFor('Phone')],
  ['enabled, an optional cleared',   'Active',                 '',                         'updated, Active: Phone',               aPerson('1', { Phone: null }), aUser('1', { fields: { ...active.fields, Phone: { value: '12', from: 'azure', at } } }), {}],
  ['enabled, nothing new',           'Active',                 '',                         'unchanged',                            unchanged,  active,     {}],
  ['enabled, in scope',              'Inactive by the sync',   '',                         'reactivated, Active: FirstName',       enabled,    inactive,   {}],
  ['enabled, in scope',              'Inactive by hand',       '',                         'reactivated, Active: FirstName',       enabled,    byHand,     {}],
  ['enabled, in scope',              'Inactive by hand',       'reactivate: syncOnly',     'updated, Inactive: FirstName',         enabled,    byHand,     ownOnly],
  ['enabled, in scope',              'Inactive by the sync',   'reactivate: syncOnly',     'reactivated, Active: FirstName',       enabled,    inactive,   ownOnly],
  ['enabled, in scope',              'excluded',               '',                         'skipped: excluded',                    enabled,    excluded,   {}],
  ['disabled',                       'excluded',               '',                         'skipped: excluded',                    disabled,   excluded,   {}],
  ['deleted, proved',                'excluded',               'removed: delete',          'skipped: excluded',                    deleted,    excluded,   toDelete],
  ['left the chosen groups',         'excluded',               'left: deactivate',         'skipped: excluded',                    outOfScope, excluded,   leaversGo],
  ['disabled',                       'absent',                 '',                         'skipped: disabled',                    disabled,   undefined,  {}],
  ['disabled',                       'Active',                 '',                         'candidate: deactivate',                disabled,   active,     {}],
  ['disabled',                       'Invited',                'removed: delete',          'candidate: deactivate',                disabled,   invited,    toDelete],
  ['disabled',                       'Active',                 'disabled: keep',           'skipped: disabled',                    disabled,   active,     keepDisabled],
  ['disabled',                       'Inactive by the sync',   '',                         'skipped: disabled',                    disabled,   inactive,   {}],
  ['deleted, proved',                'Active',                 '',                         'candidate: deactivate',                deleted,    active,     {}],
  ['deleted, proved',                'Active',                 'removed: delete',          'candidate: delete',                    deleted,    active,     toDelete],
  ['deleted, proved',                'Inactive by the sync',   '',                         'unchanged',                            deleted,    inactive,   {}],
  ['deleted, proved',                'Inactive by the sync',   'removed: delete',          'candidate: delete',                    deleted,    inactive,   toDelete],
  ['not found, for the first time',  'Active',                 'removed: delete',          'candidate: awaitSecondLook',           notFound,   active,     toDelete],
  ['not found, by a second run',     'Active',                 'removed: delete',          'candidate: delete',                    notFound,   missedOnce, toDelete],
  ['left the chosen groups',         'Active',                 '',                         'leftScope: no longer in scope',        outOfScope, active,     {}],
  ['left the chosen groups',         'Active',                 'left: deactivate',         'candidate: deactivate',                outOfScope, active,     leaversGo],
  ['left the chosen groups',         'Active',                 'left: deactivate, delete', 'candidate: deactivate',                outOfScope, active,     { ...leaversGo, ...toDelete }],
  ['out of edited groups',           'Active',                 'left: deactivate',         'leftScope: no longer in scope',        { notRead: 'present' }, active, leaversGo],
  ['disabled',                       'administrator',          '',                         'skipped: change the role to User',     disabled,   admin,      {}],
  ['deleted, proved',                'administrator',          'removed: delete',          'skipped: change the role to User',     deleted,    admin,      toDelete],
  ['left the chosen groups',         'administrator',          'left: deactivate',         'skipped: change the role to User',     outOfScope, admin,      leaversGo],
  ['deleted, proved',                'owner',                  'removed: delete',          'skipped: change the role to User',     deleted,    owner,      toDelete],
  ['mapping fails for this person',  'absent',                 '',                         'rejected: No last name',               unmappable, undefined,  {}],
  ['mapping fails for this person',  'Active',                 '',                         'rejected: No last name',               unmappable, active,     {}],
  ['mapping fails for this person',  'Inactive by the sync',   '',                         'rejected: No last name',               unmappable, inactive,   {}],
];

/** Words of a reason that tell it from others. */
const telling = ['excluded', 'disabled', 'no longer in scope', 'change the role to User', 'No last name'] as const;

const inWords = (action: string, reason = ''): string =>
  `${action}: ${telling.findLast((words) => reason.toLowerCase().includes(words.toLowerCase())) ?? reason}`;

function whatHappens(person: InDirectory, user: UserDocument | undefined, more: Partial<RunContext>): string {
  const run = aRun(more);
  if ('notRead' in person) return user ? whatProofDoes(user, person.notRead, run) : 'nothing';
  const existing = user ? [user] : [];
  const plan = planChanges({
    accountId: 'Ac0000001',
    run,
    position: { read: 0, page: 0 },
    people: [person],
    existing,
    at,
  });
  const [created] = plan.inserts;
  if (created) return `created as ${created.status}, ${created.wantsInvitation ? 'with' : 'without'} a mail`;
  const [outcome] = plan.outcomes;
  const [updated] = plan.updates;
  if (outcome && updated) {
    return `${outcome.action}, ${updated.user.status}: ${outcome.changes.map(({ field }) => field).join(', ')}`;
  }
  if (outcome) return inWords(outcome.action, outcome.reason);
  if (!user || plan.seenDisabled.length === 0) return 'unchanged';
  const seen = { runId: run.runId, read: 0, page: 0, disabled: true };
  return whatProofDoes({ ...user, seen }, 'disabled', run);
}

function whatProofDoes(user: UserDocument, evidence: RemovalEvidence, run: RunContext): string {
  const removal = decideRemoval(user, evidence, run);
  if (removal.do === 'nothing') return 'unchanged';
  return removal.do === 'note' ? inWords(removal.action, removal.reason) : `candidate: ${removal.do}`;
}

describe('what happens to a person', () => {
  describe('in the directory, in Kissflow, by preference', () => {
    it.each(table)('%s | %s | %s | %s', (_directory, _kissflow, _preference, happens, person, user, run) => {
      expect(whatHappens(person, user, run)).toBe(happens);
    });
  });
});
