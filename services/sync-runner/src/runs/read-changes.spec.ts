import { Logger } from '@nestjs/common';
import { RefusedError } from '@rollcall/messaging';
import { aPerson, people } from '../testing/builders.js';
import { causes, World } from '../testing/world.js';
import { LeaseLost } from './run-errors.js';
import { readChanges } from './read-changes.js';

const killed = new LeaseLost('killed');

/** A tenant that was read whole once, and tells what changes from then on. */
async function settled(...ids: string[]): Promise<World> {
  const world = new World();
  world.directory.tellsChanges = true;
  world.directory.add(...people(...ids));
  const { ending, document } = await world.sync();
  expect([ending?.status, document.mode]).toEqual(['success', 'full']);
  return world;
}

const wrong = { attributes: { ...aPerson('kim').attributes, surname: null } };

describe(readChanges.name, () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  it('reads only those whole who changed, and does to them what a full run would', async () => {
    const world = await settled('ana', 'ben', 'eva', 'jo');
    world.directory.add(aPerson('kim'));
    world.directory.change('ben', { attributes: { ...aPerson('ben').attributes, surname: 'Renamed' } });
    world.directory.change('ben', { guest: true });
    world.directory.delete('jo');

    const { ending, outcomes, document } = await world.sync();

    expect(document.mode).toBe('changes');
    expect(new Set(world.directory.readWhole)).toEqual(new Set(['ben', 'jo', 'kim']));
    expect(outcomes).toEqual({ ben: 'updated', kim: 'added', jo: 'deactivated' });
    expect(ending).toMatchObject({ status: 'success', counts: { read: 2, unchanged: 0 } });
    expect(world.users.active()).toEqual(['ana', 'ben', 'eva', 'kim']);
  });

  it('relinks a person who was created again under another id', async () => {
    const world = await settled('ana', 'ben', 'eva');
    world.directory.delete('ben');
    world.directory.add(aPerson('zoe', { attributes: aPerson('ben').attributes }));

    const { outcomes, document } = await world.sync();

    expect([document.mode, outcomes]).toEqual(['changes', { zoe: 'linked' }]);
    expect(world.users.active()).toEqual(['ana', 'eva', 'zoe']);
  });

  it('finds nothing to do where nothing changed, and goes on from there', async () => {
    const world = await settled('ana', 'ben');
    const first = world.runs.delta;

    const { ending, document } = await world.sync();

    expect(document.mode).toBe('changes');
    expect(ending).toMatchObject({ status: 'success', notices: [], counts: { read: 0, unchanged: 0 } });
    expect(world.runs.delta).toMatchObject({ fullAt: first?.fullAt, runId: document._id });
  });

  it('takes everybody who changed while a full run read', async () => {
    const world = new World();
    world.directory.tellsChanges = true;
    world.directory.add(...people('ana', 'ben', 'eva'));
    world.rpc.onAnswer = () => {
      // All are stored, and none of them can be read once more.
      if (world.users.active().length === 3 && !world.directory.people.has('aaa')) world.directory.add(aPerson('aaa'));
    };
    expect((await world.sync()).outcomes).not.toHaveProperty('aaa');

    expect((await world.sync()).document.mode).toBe('changes');

    expect(world.users.active()).toEqual(['aaa', 'ana', 'ben', 'eva']);
  });

  it('looks again at those whom the last run rejected, though nothing of theirs changed', async () => {
    const world = await settled('ana', 'ben');
    world.directory.add(aPerson('kim', wrong));
    expect((await world.sync()).outcomes).toEqual({ kim: 'rejected' });

    expect((await world.sync()).outcomes).toEqual({ kim: 'rejected' });

    expect((await world.sync()).document.mode).toBe('changes');
  });

  it('takes the second look at those whom it did not find', async () => {
    const world = await settled('ana', 'ben');
    world.directory.delete('ben');
    world.directory.deleted.clear();

    expect((await world.sync()).outcomes).toEqual({ ben: 'awaitingSecondLook' });
    expect((await world.sync()).outcomes).toEqual({ ben: 'deactivated' });
  });

  it('holds many removals like a full run, and lets go of those who return', async () => {
    const world = await settled('ana', 'ben', 'eva', 'jo');
    const gone = ['ana', 'ben', 'eva'];
    for (const id of gone) world.directory.delete(id);

    const first = await world.sync();
    expect(causes(first)).toEqual(['removals-held']);
    expect(world.removals.states()).toEqual({ ana: 'held', ben: 'held', eva: 'held' });

    world.directory.add(aPerson('ana'));
    const second = await world.sync();
    expect(second.document.mode).toBe('changes');
    expect(world.removals.states()).toEqual({ ana: 'returned', ben: 'held', eva: 'held' });
    expect(world.users.active()).toEqual(['ana', 'ben', 'eva', 'jo']);
  });

  it('asks anew from the same place for whom the directory gave no clear answer', async () => {
    const world = await settled('ana', 'ben');
    const before = world.runs.delta;
    world.directory.delete('ben');
    world.rpc.answer('rpc.directory.confirm-removed', ({ externalIds }) => ({
      verdicts: externalIds.map((externalId) => ({ externalId, verdict: 'unknown' as const })),
      requests: 1,
      units: 1,
    }));

    expect(causes(await world.sync())).toEqual(['unproved']);
    expect(world.runs.delta).toEqual(before);
  });

  it('waits for people whom the directory does not answer for, and passes over nobody', async () => {
    const world = await settled('ana', 'ben');
    world.directory.change('ben', { guest: true });
    world.directory.unclear.add('ben');

    const waiting = await world.sync();
    expect(waiting.ending).toBeUndefined();
    expect(world.runs.waits).toEqual([10_000]);

    world.directory.unclear.clear();
    const { ending } = await world.goOn(waiting.runId);
    expect(ending).toMatchObject({ status: 'success', counts: { read: 1 } });
  });

  it('reads everybody where the directory forgot what changed', async () => {
    const world = await settled('ana', 'ben');
    world.directory.add(aPerson('kim'));
    world.directory.delete('ben');
    world.directory.tellsChanges = false;

    const { document, outcomes } = await world.sync();

    expect(document).toMatchObject({
      mode: 'full',
      modeReason: expect.stringContaining('could no longer tell') as string,
    });
    expect(outcomes).toEqual({ kim: 'added', ben: 'deactivated' });
  });

  it('reads everybody where so many changed that it is faster', async () => {
    const world = await settled('ana');
    world.directory.pageSize = 100;
    world.directory.add(...people(...Array.from({ length: 501 }, (_, index) => `p${index}`)));

    const { document, ending } = await world.sync();

    expect(document).toMatchObject({
      mode: 'full',
      modeReason: expect.stringContaining('501 people changed') as string,
    });
    expect(ending?.counts).toMatchObject({ read: 502, added: 501, unchanged: 1 });
    expect(world.directory.readWhole).toEqual([]);
  });

  it('reads everybody after a run that may have been short', async () => {
    const world = new World();
    world.directory.tellsChanges = true;
    world.directory.add(...people('ana', 'ben'));
    world.directory.countsWrongBy = 100;
    await world.sync();
    world.directory.countsWrongBy = 0;

    expect((await world.sync()).document.mode).toBe('full');
    expect((await world.sync()).document.mode).toBe('changes');
  });

  it('does not go round in circles with a directory that names the same page again', async () => {
    const world = await settled('ana');
    world.rpc.answer('rpc.directory.delta', ({ cursor }) => ({ changes: [], next: cursor, requests: 1, units: 1 }));

    expect((await world.sync()).ending?.failure?.cause).toBe('directory-answer-invalid');
  });

  it('comes to the same wherever it is killed, and goes on from what it has stored', async () => {
    for (let after = 1; ; after += 1) {
      const world = await settled('ana', 'ben', 'eva', 'jo', 'lea', 'mia');
      world.directory.add(aPerson('kim'), aPerson('max', wrong));
      world.directory.change('ben', { attributes: { ...aPerson('ben').attributes, surname: 'Renamed' } });
      world.directory.delete('jo');
      let answers = 0;
      world.rpc.onAnswer = () => {
        if ((answers += 1) === after) world.lease?.end(killed);
      };

      let result = await world.sync();
      const wasKilled = answers >= after;
      if (!result.ending) result = await world.goOn(result.runId);

      expect(result.ending?.counts).toMatchObject({ read: 3, added: 1, updated: 1, rejected: 1, deactivated: 1 });
      expect(result.document.mode).toBe('changes');
      expect(world.users.active()).toEqual(['ana', 'ben', 'eva', 'kim', 'lea', 'mia']);
      if (!wasKilled) break;
    }
  });

  it('fails, and loses nothing, where the directory refuses', async () => {
    const world = await settled('ana');
    const before = world.runs.delta;
    world.rpc.answer('rpc.directory.delta', () => {
      throw new RefusedError('connection-lost', 'Consent is gone.');
    });

    expect((await world.sync()).ending?.failure?.cause).toBe('connection-lost');
    expect(world.runs.delta).toEqual(before);
  });
});
