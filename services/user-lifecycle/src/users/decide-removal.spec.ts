import type { RemovalEvidence, RunContext } from '@rollcall/contracts';
import { decideRemoval } from './decide-removal.js';
import { aRun, aUser } from './users.builders.js';
import type { UserDocument } from './users.schema.js';

const thisRun = aRun().runId;
const seen = { runId: thisRun, read: 0, page: 0, disabled: false };
const admin = { role: 'IamAdmin' } as const;
const inactive = { status: 'Inactive' } as const;
const missing = { missing: { runId: 'an earlier run' } };
const toDelete = { removedUsers: 'delete' } as const;

const table: [string, Partial<UserDocument>, RemovalEvidence, Partial<RunContext>, string][] = [
  ['found among the deleted', {}, 'deleted', {}, 'deactivate'],
  ['found among the deleted', {}, 'deleted', toDelete, 'delete'],
  ['found among the deleted, inactive already', inactive, 'deleted', {}, 'nothing'],
  ['found among the deleted, inactive already', inactive, 'deleted', toDelete, 'delete'],
  ['not found for the first time', {}, 'notFound', toDelete, 'awaitSecondLook'],
  ['not found by the same run twice', { missing: { runId: thisRun } }, 'notFound', toDelete, 'awaitSecondLook'],
  ['not found by a second run', missing, 'notFound', {}, 'deactivate'],
  ['not found by a second run', missing, 'notFound', toDelete, 'delete'],
  ['disabled', { seen: { ...seen, disabled: true } }, 'disabled', toDelete, 'deactivate'],
  [
    'disabled, and kept by preference',
    { seen: { ...seen, disabled: true } },
    'disabled',
    { disabledUsers: 'keep' },
    'nothing',
  ],
  ['still there, out of scope', {}, 'present', toDelete, 'note'],
  ['an administrator', admin, 'deleted', toDelete, 'note'],
  ['an administrator, not found twice', { ...admin, ...missing }, 'notFound', toDelete, 'note'],
  ['an administrator, disabled', { ...admin, seen: { ...seen, disabled: true } }, 'disabled', {}, 'note'],
  ['the owner', { isOwner: true }, 'deleted', toDelete, 'note'],
  ['seen by this very run', { seen }, 'deleted', toDelete, 'nothing'],
  ['seen disabled, said to be deleted', { seen: { ...seen, disabled: true } }, 'deleted', toDelete, 'nothing'],
  ['seen by an earlier run', { seen: { ...seen, runId: 'an earlier run' } }, 'deleted', {}, 'deactivate'],
];

describe(decideRemoval.name, () => {
  it.each(table)('%s %j, %s %j: %s', (_case, user, evidence, run, expected) => {
    expect(decideRemoval(aUser('1', user), evidence, aRun(run)).do).toBe(expected);
  });
});
