import { randomUUID } from 'node:crypto';
import { getConnectionToken } from '@nestjs/mongoose';
import type { AuditRecorded, DecideRemovals } from '@rollcall/contracts';
import { EventPublisher, RpcClient } from '@rollcall/messaging';
import { eventually } from '@rollcall/servers';
import type { Connection } from 'mongoose';
import { accountId, people } from '../testing/builders.js';
import { type App, aRequest, hear, startOthers, startRunner } from '../testing/running.js';
import { World, worldSubjects } from '../testing/world.js';
import { previewBook, RemovalsRepository } from './removals.repository.js';
import type { RemovalDocument } from './removals.schema.js';

const actor = { userId: 'UsAna', name: 'Ana Sample', role: 'SuperAdmin' as const };
const ids = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `p${String(from + index).padStart(3, '0')}`);

describe('removals', () => {
  let world: World;
  let others: App;
  let app: App;
  let mongo: Connection;

  const removals = () => mongo.collection<RemovalDocument>('removals');
  const rpc = () => others.get(RpcClient);
  const list = (more = {}) => rpc().request('rpc.removals.list', { accountId, ...more });
  const decide = (decision: DecideRemovals['decision'], more: Partial<DecideRemovals> = {}) =>
    rpc().request('rpc.removals.decide', { accountId, actor, decision, asOf: new Date().toISOString(), ...more });
  const ended = (runId: string) =>
    eventually(async () => {
      const run = await rpc().request('rpc.runs.get', { accountId, runId });
      expect(run?.finishedAt).toBeDefined();
      return run;
    });
  const sync = async () => {
    const event = aRequest();
    await others.get(EventPublisher).publish('sync.requested', event);
    return await ended(event.runId);
  };
  const states = async () => {
    const counts: Record<string, number> = {};
    for (const { state } of await removals().find().toArray()) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  };
  /** Forty of a hundred people are gone, and held. */
  const hold = async () => {
    await sync();
    for (const id of ids(0, 40)) world.directory.delete(id);
    return await sync();
  };

  beforeEach(async () => {
    world = new World();
    world.directory.pageSize = 50;
    world.directory.add(...people(...ids(0, 100)));
    others = await startOthers(world.rpc, worldSubjects);
    app = await startRunner({ DATABASE_PREFIX: `removals_${randomUUID().slice(0, 8)}`, JOIN_MS: '300' });
    mongo = app.get<Connection>(getConnectionToken());
  });

  afterEach(async () => {
    await app.close();
    await others.close();
  });

  it('are held, decided about, and carried out as decided', async () => {
    const run = await hold();
    expect(run).toMatchObject({ status: 'partialSuccess', counts: { held: 40, deactivated: 0, unchanged: 60 } });
    await sync();

    const first = await list({ state: 'held', limit: 30 });
    const second = await list({ state: 'held', limit: 30, cursor: first.next });
    expect([...first.items, ...second.items].map(({ externalId }) => externalId)).toEqual(ids(0, 40));
    expect(second.next).toBeUndefined();
    expect(first.items[0]).toMatchObject({ name: 'p000', userId: 'Us-p000', state: 'held', reason: 'Gone.' });

    const { people: approved, runId = '' } = await decide('approve', { externalIds: ids(0, 10), asOf: first.asOf });
    expect(approved).toBe(10);
    const removal = await ended(runId);
    expect(removal).toMatchObject({
      status: 'success',
      trigger: 'removals',
      actor,
      counts: { deactivated: 10, read: 0 },
    });
    expect(removal).not.toHaveProperty('mode');
    expect(world.users.active()).toEqual(ids(10, 100));

    expect(await decide('keep')).toEqual({ people: 30 });
    expect(await sync()).toMatchObject({ status: 'success', counts: { held: 0, deactivated: 0, unchanged: 60 } });
    expect(await states()).toEqual({ carriedOut: 10, kept: 30 });
    expect((await list({ state: 'kept' })).items[0]).toMatchObject({ decidedBy: actor });

    world.directory.add(...people(...ids(10, 40)));
    await sync();
    expect(await states()).toEqual({ carriedOut: 10, returned: 30 });
    world.directory.delete('p020');
    expect((await sync())?.counts).toMatchObject({ deactivated: 1 });
  });

  it('leave in the audit trail who decided what about how many, and nothing where nobody was decided about', async () => {
    const audited = hear<AuditRecorded>(app, 'audit.recorded');
    await hold();
    await decide('approve', { externalIds: ids(0, 1) });
    await decide('keep');
    await decide('keep');

    await eventually(() => expect(audited).toHaveLength(2));
    expect(audited).toMatchObject([
      { actor, action: 'Approved removal of users', target: '1 person', after: { people: 1, externalIds: ['p000'] } },
      { actor, action: 'Kept users from removal', target: '39 people', after: { people: 39, externalIds: 'all' } },
    ]);
  });

  it('are decided about in parts where they are many, each told in the audit trail', async () => {
    const audited = hear<AuditRecorded>(app, 'audit.recorded');
    const held = { accountId, tenantId: 't', runId: 'r', why: 'unseen', state: 'held', heldAt: new Date() } as const;
    const many = Array.from({ length: 10_001 }, (_, number) => ({ ...held, externalId: `p${number}` }));
    await removals().insertMany(many);

    expect(await decide('keep')).toEqual({ people: 10_001 });
    expect(await states()).toEqual({ kept: 10_001 });
    await eventually(() => expect(audited.map(({ target }) => target).sort()).toEqual(['1 person', '10000 people']));
  });

  it('are decided about only as far as they were seen', async () => {
    await hold();
    const { asOf = '' } = await list();
    // Held later than the list that was looked at.
    await removals().updateMany({ externalId: { $in: ids(30, 40) } }, [
      { $set: { heldAt: { $add: ['$$NOW', 60_000] } } },
    ]);
    expect(await decide('approve', { asOf, externalIds: ['p035'] })).toEqual({ people: 0 });
    expect(await decide('keep', { asOf })).toEqual({ people: 30 });
    expect(await states()).toEqual({ kept: 30, held: 10 });
  });

  it('can be decided about anew, by id, until they are carried out', async () => {
    await hold();
    await decide('keep');
    const { people: approved, runId = '' } = await decide('approve', { externalIds: ['p001', 'p002', 'nobody'] });
    expect(approved).toBe(2);
    await ended(runId);
    expect(await states()).toEqual({ carriedOut: 2, kept: 38 });
    expect(await decide('keep', { externalIds: ['p001'] })).toEqual({ people: 0 });
  });

  it('come to the same by a decision that is repeated', async () => {
    await hold();
    const [one, other] = await Promise.all([decide('approve'), decide('approve')]);
    expect(one.people + other.people).toBe(40);
    // Whichever came second found nobody who waits, and asks for the run all the same.
    const runs = await Promise.all([one, other].map(({ runId = '' }) => ended(runId)));
    expect(new Set(runs.map((run) => run?.runId)).size).toBe(1);
    expect(world.users.active()).toEqual(ids(40, 100));
  });

  it('of other accounts are neither shown nor decided about', async () => {
    await hold();
    const stranger = { accountId: 'AcOther', actor };
    expect(await rpc().request('rpc.removals.list', stranger)).toEqual({ items: [] });
    const asOf = new Date().toISOString();
    const wanted = { ...stranger, decision: 'approve' as const, asOf };
    expect(await rpc().request('rpc.removals.decide', wanted)).toEqual({ people: 0 });
    expect(await rpc().request('rpc.removals.decide', { ...wanted, externalIds: ['p001'] })).toEqual({ people: 0 });
    expect(await states()).toEqual({ held: 40 });
  });

  it('keep what was decided while a run was at work', async () => {
    const sut = app.get(RemovalsRepository);
    const key = { accountId, tenantId: 'tenant-1', runId: 'run-2' };
    await hold();
    await decide('keep', { externalIds: ['p001'] });
    await removals().updateOne({ externalId: 'p002' }, { $set: { state: 'carriedOut', runId: 'run-2' } });

    // What a run does that knows nothing of it.
    const late = ['p001', 'p002', '$odd'].map((externalId) => ({ externalId, why: 'unseen' as const }));
    await sut.collect(key, late);
    await sut.hold(
      key,
      late.map(({ externalId }) => ({ externalId, userId: '$userId', name: '$name', reason: '$reason' })),
    );
    await sut.markCarriedOut(key, ['p001', 'p003']);

    expect(await removals().findOne({ externalId: 'p001' })).toMatchObject({ state: 'kept', decidedBy: actor });
    expect(await removals().findOne({ externalId: 'p002' })).toMatchObject({ state: 'carriedOut' });
    expect(await removals().findOne({ externalId: 'p003' })).toMatchObject({ state: 'held' });
    expect(await removals().findOne({ externalId: '$odd' })).toMatchObject({ state: 'held', name: '$name' });
  });

  it('count for the guard for a week, unless somebody approved them', async () => {
    const sut = app.get(RemovalsRepository);
    const day = 24 * 60 * 60 * 1_000;
    const removed = (externalId: string, daysAgo: number, more: Partial<RemovalDocument> = {}) => ({
      accountId,
      externalId,
      tenantId: 'tenant-1',
      state: 'carriedOut' as const,
      runId: 'run-1',
      why: 'unseen' as const,
      carriedOutAt: new Date(Date.now() - daysAgo * day),
      ...more,
    });
    await removals().insertMany([
      removed('one', 0),
      removed('two', 6.9),
      removed('old', 7.1),
      removed('approved', 1, { decidedBy: actor }),
      removed('of this run', 0, { runId: 'run-2' }),
      removed('of another tenant', 1, { tenantId: 'tenant-2' }),
      removed('of another account', 1, { accountId: 'AcOther' }),
    ]);
    expect(await sut.countRecent({ accountId, tenantId: 'tenant-1', runId: 'run-2' })).toBe(2);
  });

  it('of a preview are kept in a book of its own, begun from what stands in the account', async () => {
    await hold();
    const sut = app.get(RemovalsRepository);
    const before = await removals().find().sort({ externalId: 1 }).toArray();
    const runId = randomUUID();
    const book = { accountId: previewBook(accountId, runId), tenantId: 'tenant-1', runId };
    const next = { accountId: previewBook(accountId, 'next'), tenantId: 'tenant-1', runId: 'next' };

    await sut.openBook(book, accountId);
    await sut.openBook(book, accountId);
    expect(await sut.meet(book, ['p000', 'p050'])).toEqual(new Map([['p000', 'held']]));
    await sut.collect(book, [{ externalId: 'p050', why: 'unseen' }]);
    expect(await sut.count(book)).toEqual({ found: 1, undecided: 1 });
    await sut.hold(book, [{ externalId: 'p050', userId: 'Us-p050', name: 'p050', reason: 'Gone.' }]);
    expect(await removals().countDocuments({ accountId: book.accountId, expiresAt: { $exists: false } })).toBe(0);
    // The next one has begun before this one is tidied up.
    await sut.openBook(next, accountId);
    await sut.closeBook(book);
    expect(await removals().countDocuments({ accountId: next.accountId })).toBe(40);
    await sut.closeBook(next);

    expect(await removals().find().sort({ externalId: 1 }).toArray()).toEqual(before);
  });

  it('that stand are listed page by page, for a run that looks at them again', async () => {
    await hold();
    const key = { accountId, tenantId: 'tenant-1', runId: randomUUID() };
    const first = await app.get(RemovalsRepository).standing(key, '', 30);
    const second = await app.get(RemovalsRepository).standing(key, first.at(-1)?.externalId ?? '', 30);
    expect([...first, ...second].map(({ externalId }) => externalId)).toEqual(ids(0, 40));
  });
});
