import type { Person, RemovalEvidence, RunContext } from '@rollcall/contracts';
import type { RpcClient } from '@rollcall/messaging';
import type { Connection } from 'mongoose';
import { type App, empty, startUserLifecycle } from '../testing/running.js';
import { aPerson, aRun, aUser } from './users.builders.js';
import type { UserDocument } from './users.schema.js';

const accountId = 'Ac0000001';
const enabled = aPerson('1', { FirstName: 'Mike' });
const disabled: Person = { is: 'skipped', externalId: '1', name: 'Bo 1', reason: 'disabled' };
const unmappable: Person = { is: 'rejected', externalId: '1', name: 'Bo 1', reasons: [] };

interface Row {
  /** Whom the run reads; absent: nobody. */
  read?: Person;
  /** What the directory then answers about the person by name. */
  proof?: RemovalEvidence;
  user?: Partial<UserDocument>;
  run?: Partial<RunContext>;
}

const admin = { role: 'IamAdmin' } as const;
const inactive = { status: 'Inactive', deactivatedBy: 'sync' } as const;
const toDelete = { removedUsers: 'delete' } as const;
const leaversGo = { leftScopeUsers: 'deactivate' } as const;

// prettier-ignore
const table: [string, string, Row][] = [
  ['enabled, absent in Kissflow',         'added, Invited',             { read: enabled }],
  ['enabled, Active',                     'updated, Active',            { read: enabled, user: {} }],
  ['enabled, Inactive',                   'reactivated, Active',        { read: enabled, user: inactive }],
  ['enabled, excluded',                   'skipped, Active',            { read: enabled, user: { excluded: true } }],
  ['disabled, absent in Kissflow',        'skipped, absent',            { read: disabled }],
  ['disabled, Active',                    'deactivated, Inactive',      { read: disabled, proof: 'disabled', user: {} }],
  ['disabled, kept by preference',        'skipped, Active',            { read: disabled, proof: 'disabled', user: {}, run: { disabledUsers: 'keep' } }],
  ['deleted, to deactivate',              'deactivated, Inactive',      { proof: 'deleted', user: {} }],
  ['deleted, to delete',                  'deleted, absent',            { proof: 'deleted', user: {}, run: toDelete }],
  ['deleted, excluded',                   'skipped, Active',            { proof: 'deleted', user: { excluded: true }, run: toDelete }],
  ['deleted, an administrator',           'skipped, Active',            { proof: 'deleted', user: admin, run: toDelete }],
  ['deleted, the owner',                  'skipped, Active',            { proof: 'deleted', user: { isOwner: true }, run: toDelete }],
  ['not found for the first time',        'awaitingSecondLook, Active', { proof: 'notFound', user: {}, run: toDelete }],
  ['left the groups, left alone',         'leftScope, Active',          { proof: 'outOfScope', user: {} }],
  ['left the groups, by preference',      'deactivated, Inactive',      { proof: 'outOfScope', user: {}, run: { ...leaversGo, ...toDelete } }],
  ['left the groups, an administrator',   'skipped, Active',            { proof: 'outOfScope', user: admin, run: leaversGo }],
  ['not to be mapped, Active',            'rejected, Active',           { read: unmappable, user: {} }],
];

describe('what is stored of what happens to a person', () => {
  let app: App;
  let rpc: RpcClient;
  let mongo: Connection;

  beforeAll(async () => {
    ({ app, rpc, mongo } = await startUserLifecycle());
  });

  beforeEach(() => empty(mongo));

  afterAll(() => app.close());

  it.each(table)('%s: %s', async (_case, expected, { read, proof, user, run: more }) => {
    const users = mongo.collection<UserDocument>('users');
    if (user) await users.insertOne(aUser('1', user));
    const run = aRun(more);
    const people = read ? [read] : [];
    await rpc.request('rpc.users.apply', { accountId, run, position: { read: 0, page: 0 }, people });
    if (proof) {
      const removal = { accountId, run, people: [{ externalId: '1', evidence: proof }] };
      await rpc.request('rpc.users.prepare-removals', removal);
      await rpc.request('rpc.users.remove', removal);
    }

    const { items } = await rpc.request('rpc.outcomes.list', { accountId, runId: run.runId });
    const stored = await users.findOne();
    expect([...items.map(({ action }) => action), stored?.status ?? 'absent'].join(', ')).toBe(expected);
  });
});
