import { Logger } from '@nestjs/common';
import { LeaseLost } from '../runs/run-errors.js';
import { people } from '../testing/builders.js';
import { causes, type Result, World } from '../testing/world.js';

const killed = new LeaseLost('killed');
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `p${String(from + index).padStart(4, '0')}`);

describe('held removals', () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  /** A tenant of so many people, all synced. */
  const synced = async (size: number) => {
    const world = new World();
    world.directory.pageSize = 500;
    world.directory.add(...people(...numbered(0, size)));
    await world.sync();
    return world;
  };
  const remove = (world: World, ids: string[]) => {
    for (const id of ids) world.directory.delete(id);
  };
  const restore = (world: World, ids: string[]) => world.directory.add(...people(...ids));
  const inState = (world: World, state: string) =>
    Object.entries(world.removals.states())
      .filter(([, each]) => each === state)
      .map(([id]) => id)
      .sort();

  it('removes as many as the threshold lets pass', async () => {
    const world = await synced(400);
    remove(world, numbered(0, 20));
    const { ending } = await world.sync();
    expect(ending).toMatchObject({
      status: 'success',
      counts: { read: 380, deactivated: 20, held: 0, unchanged: 380 },
    });
    expect(world.users.active()).toHaveLength(380);
    expect(inState(world, 'carriedOut')).toEqual(numbered(0, 20));
  });

  it('removes nobody when there are more, holds each of them, and tells it', async () => {
    const world = await synced(400);
    remove(world, numbered(0, 300));
    const result = await world.sync();
    expect(result.ending).toMatchObject({
      status: 'partialSuccess',
      counts: { read: 100, deactivated: 0, held: 300, unchanged: 100 },
    });
    expect(causes(result)).toEqual(['removals-held']);
    expect(result.ending?.notices[0]?.message).toContain('300 people');
    expect(world.users.active()).toHaveLength(400);
    expect(world.rpc.requestsTo('rpc.users.remove')).toEqual([]);
    expect(inState(world, 'held')).toEqual(numbered(0, 300));
  });

  it('asks about nobody more once it is clear that all are held', async () => {
    const world = await synced(900);
    remove(world, numbered(0, 850));
    await world.sync();
    expect(world.rpc.requestsTo('rpc.directory.confirm-removed')).toHaveLength(1);
    expect(inState(world, 'held')).toHaveLength(850);
  });

  it('counts people who are disabled as removals, and the totals add up', async () => {
    const world = await synced(100);
    for (const id of numbered(0, 8)) world.directory.change(id, { enabled: false });
    remove(world, numbered(90, 95));
    const { ending } = await world.sync();
    expect(ending).toMatchObject({ counts: { read: 95, held: 13, deactivated: 0, unchanged: 87 } });
    expect(world.users.active()).toHaveLength(100);
  });

  it('takes the threshold of the preferences', async () => {
    const world = await synced(100);
    world.revision.preferences.threshold = { people: 1, percent: 1 };
    remove(world, ['p0000', 'p0001']);
    expect((await world.sync()).outcomes).toEqual({ p0000: 'held', p0001: 'held' });
  });

  it('adds up removals over the days, but not those approved', async () => {
    const world = await synced(100);
    remove(world, numbered(0, 8));
    expect((await world.sync()).ending?.counts).toMatchObject({ deactivated: 8, held: 0 });
    remove(world, numbered(8, 12));
    expect((await world.sync()).ending?.counts).toMatchObject({ deactivated: 0, held: 4 });
    world.removals.decide('approved');
    await world.sync('removals');
    expect(world.users.active()).toHaveLength(88);
    // Eight of the week and two are not more than ten.
    remove(world, numbered(12, 14));
    expect((await world.sync()).ending?.counts).toMatchObject({ deactivated: 2, held: 0 });
  });

  it('forgets what it removed after a week', async () => {
    const world = await synced(100);
    remove(world, numbered(0, 8));
    await world.sync();
    const weekAgo = new Date(Date.now() - 7 * 24 * 60 * 60 * 1_000 - 1);
    for (const removal of world.removals.documents.values()) removal.carriedOutAt = weekAgo;
    remove(world, numbered(8, 12));
    expect((await world.sync()).ending?.counts).toMatchObject({ deactivated: 4, held: 0 });
  });

  it('holds whoever leaves while others wait, and tells it no second time', async () => {
    const world = await synced(100);
    remove(world, numbered(0, 20));
    await world.sync();
    remove(world, ['p0050']);
    const result = await world.sync();
    expect(result.ending).toMatchObject({ status: 'partialSuccess', counts: { held: 21, deactivated: 0 } });
    expect(result.outcomes.p0050).toBe('held');
  });

  it('holds nobody any more who came back', async () => {
    const world = await synced(100);
    remove(world, numbered(0, 20));
    await world.sync();
    restore(world, numbered(0, 20));
    const back = await world.sync();
    expect(back.ending).toMatchObject({ status: 'success', counts: { read: 100, held: 0, unchanged: 100 } });
    expect(inState(world, 'returned')).toEqual(numbered(0, 20));
    remove(world, ['p0001']);
    expect((await world.sync()).outcomes).toEqual({ p0001: 'deactivated' });
  });

  it('lets nobody return because of a read that may have been short', async () => {
    const world = await synced(100);
    remove(world, numbered(0, 20));
    await world.sync();
    world.directory.countsWrongBy = 30;
    expect(causes(await world.sync())).toEqual(['short-read']);
    expect(inState(world, 'held')).toEqual(numbered(0, 20));
  });

  it('leaves those alone who are to be kept, until they were seen again', async () => {
    const world = await synced(100);
    remove(world, numbered(0, 20));
    await world.sync();
    world.removals.decide('kept');
    const { ending, outcomes } = await world.sync();
    expect(ending).toMatchObject({ status: 'success', counts: { read: 80, held: 0, unchanged: 80 } });
    expect(outcomes).toEqual({});
    restore(world, ['p0001']);
    await world.sync();
    remove(world, ['p0001']);
    expect((await world.sync()).outcomes).toEqual({ p0001: 'deactivated' });
    expect(world.users.active()).toHaveLength(99);
  });

  describe('approved', () => {
    const held = async () => {
      const world = await synced(500);
      remove(world, numbered(0, 250));
      await world.sync();
      return world;
    };

    it('are proved again and carried out by a run that reads nobody', async () => {
      const world = await held();
      const approved = numbered(10, 240);
      world.removals.decide('approved', approved);
      const applied = world.rpc.requestsTo('rpc.users.apply').length;
      const { ending, document } = await world.sync('removals');
      expect(ending).toMatchObject({ status: 'success', counts: { read: 0, deactivated: 230, held: 0, unchanged: 0 } });
      expect(document.modeReason).toContain('approved');
      expect(world.rpc.requestsTo('rpc.users.apply')).toHaveLength(applied);
      expect(inState(world, 'carriedOut')).toEqual(approved);
      expect(world.users.active()).toEqual([...numbered(0, 10), ...numbered(240, 500)]);
      expect(inState(world, 'held')).toEqual([...numbered(0, 10), ...numbered(240, 250)]);
    });

    it('are left alone who came back, or about whom there is no clear answer', async () => {
      const world = await held();
      restore(world, ['p0001']);
      world.directory.unclear.add('p0002');
      world.removals.decide('approved', ['p0001', 'p0002', 'p0003']);
      const result = await world.sync('removals');
      expect(result.outcomes).toEqual({ p0003: 'deactivated' });
      expect(causes(result)).toEqual(['unproved']);
      expect(world.removals.states()).toMatchObject({ p0001: 'returned', p0002: 'approved', p0003: 'carriedOut' });
    });

    it('are looked at twice who are not found anywhere and were not asked about before', async () => {
      const world = await held();
      world.directory.deleted.delete('p0220');
      world.removals.decide('approved', ['p0220']);
      expect((await world.sync('removals')).outcomes).toEqual({ p0220: 'awaitingSecondLook' });
      expect((await world.sync('removals')).outcomes).toEqual({ p0220: 'deactivated' });
    });

    it('are carried out by the next ordinary run too, while the others are held', async () => {
      const world = await held();
      world.removals.decide('approved', numbered(0, 30));
      const { ending } = await world.sync();
      expect(ending?.counts).toMatchObject({ deactivated: 30, held: 220 });
      expect(inState(world, 'carriedOut')).toEqual(numbered(0, 30));
      expect(inState(world, 'held')).toEqual(numbered(30, 250));
    });

    it('are not removed where the decision is taken back before', async () => {
      const world = await held();
      world.removals.decide('approved');
      world.removals.decide('kept', numbered(0, 249));
      expect((await world.sync('removals')).outcomes).toEqual({ p0249: 'deactivated' });
    });

    it('remain where the directory lists nobody who could vouch for its answers', async () => {
      const world = await held();
      world.removals.decide('approved');
      world.directory.people.clear();
      const result = await world.sync('removals');
      expect(causes(result)).toEqual(['nobody-read']);
      expect(result.outcomes).toEqual({});
      expect(inState(world, 'approved')).toHaveLength(250);
    });

    it('does not count as the last read', async () => {
      const world = await held();
      world.removals.decide('approved', ['p0000']);
      await world.sync('removals');
      expect((await world.runs.lastReads())?.[0]).toMatchObject({ complete: true, members: 250 });
    });
  });

  describe('when a runner dies', () => {
    /** A run with the approved, the held, the kept, the returned, and new candidates, killed after its n-th answer. */
    const busyRun = async (setting: { size: number; killAt?: number; trigger?: 'removals' }) => {
      const { size, killAt, trigger } = setting;
      const world = await synced(size);
      remove(world, numbered(0, 30));
      await world.sync();
      world.removals.decide('approved', numbered(0, 10));
      world.removals.decide('kept', numbered(10, 15));
      restore(world, ['p0015', 'p0001']);
      if (size > 300) restore(world, numbered(15, 30));
      remove(world, numbered(40, 45));
      world.directory.change('p0050', { enabled: false });
      let answers = 0;
      world.rpc.onAnswer = world.removals.onAnswer = () => {
        answers += 1;
        if (answers === killAt) world.lease?.end(killed);
      };
      let last: Result = await world.sync(trigger);
      let claims = 1;
      for (; !last.ending; claims += 1) last = await world.goOn(last.runId);
      const { status, counts, notices } = last.ending;
      const states = world.removals.states();
      return { answers, claims, result: { status, counts, notices, states, active: world.users.active() } };
    };

    it.each([
      ['a run that holds', { size: 120 }, { held: 20, deactivated: 9 }],
      ['a run that carries out', { size: 400 }, { held: 0, deactivated: 15 }],
      ['a run for the approved', { size: 120, trigger: 'removals' as const }, { held: 0, deactivated: 9 }],
    ])('comes to the same result wherever it is killed: %s', async (_, setting, counts) => {
      const undisturbed = await busyRun(setting);
      expect(undisturbed).toMatchObject({ claims: 1, result: { counts } });
      for (let killAt = 1; killAt <= undisturbed.answers; killAt += 1) {
        const { claims, result } = await busyRun({ ...setting, killAt });
        expect({ killAt, claims, result }).toEqual({ killAt, claims: 2, result: undisturbed.result });
      }
    });

    it('removes nobody whom it did not prove, though all who waited are approved meanwhile', async () => {
      const world = await synced(1_100);
      world.directory.delete('p0000');
      world.revision.preferences.threshold = { people: 0, percent: 0 };
      await world.sync();
      world.revision.preferences.threshold = { people: 900, percent: 90 };
      remove(world, numbered(1, 500));
      world.rpc.answer('rpc.users.absent', (request) => {
        const isLastPage =
          world.runs.get(request.run.runId).checkpoint.removing === 'unseen' && request.after === 'p0399';
        if (isLastPage) world.removals.decide('approved', ['p0000']);
        return world.users.absent(request);
      });
      const { ending } = await world.sync();
      expect(ending?.counts).toMatchObject({ held: 499, deactivated: 0 });
      expect(world.removals.states()).toMatchObject({ p0000: 'approved', p0450: 'held' });
      await world.sync('removals');
      expect(world.users.active()).toEqual(numbered(1, 1_100));
    });

    it('never decides anew, though the world is another by then', async () => {
      const world = await synced(100);
      remove(world, numbered(0, 20));
      world.rpc.answer('rpc.users.hold', (request) => {
        const reply = world.users.hold(request);
        world.lease?.end(killed);
        return reply;
      });
      const { runId } = await world.sync();
      world.rpc.answer('rpc.users.hold', (request) => world.users.hold(request));
      const bound = world.runs.get(runId).binding;
      if (bound) bound.preferences.threshold = { people: 1_000, percent: 100 };
      const { ending } = await world.goOn(runId);
      expect(ending?.counts).toMatchObject({ held: 20, deactivated: 0 });
      expect(world.users.active()).toHaveLength(100);
    });
  });
});
