import { Logger } from '@nestjs/common';
import { aPerson } from '../testing/builders.js';
import { causes, World } from '../testing/world.js';
import { LeaseLost } from './run-errors.js';
import { settleEmails } from './settle-emails.js';

/** An address of their own, but somebody else's names: as after a new hire took an old address over. */
const withMailOf = (id: string, of: string) =>
  aPerson(id, { attributes: { ...aPerson(id).attributes, mail: `${of}@contoso.example` } });

const synced = () => World.synced('ana', 'ben', 'eva', 'jo', 'kim');

describe(settleEmails.name, () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  it('changes addresses once everybody was read, and the totals add up', async () => {
    const world = await synced();
    world.directory.add(withMailOf('ana', 'other'));

    const { ending, outcomes } = await world.sync();

    expect(outcomes).toEqual({ ana: 'updated' });
    expect(ending).toMatchObject({ status: 'success', counts: { read: 5, updated: 1, unchanged: 4 } });
  });

  it('asks nothing more where no address is in question', async () => {
    const world = await synced();
    await world.sync();

    expect(world.rpc.requestsTo('rpc.users.settle-emails')).toEqual([]);
    expect(world.rpc.requestsTo('rpc.directory.confirm-removed')).toEqual([]);
  });

  it('relinks a person who was created again, before anybody would be removed', async () => {
    const world = await synced();
    world.directory.delete('ben');
    world.directory.add(withMailOf('zoe', 'ben'));

    const { ending, outcomes } = await world.sync();

    expect(outcomes).toEqual({ zoe: 'linked' });
    expect(ending).toMatchObject({ status: 'success', counts: { read: 5, linked: 1, deactivated: 0, unchanged: 4 } });
    expect(world.users.active()).toEqual(['ana', 'eva', 'jo', 'kim', 'zoe']);
  });

  it('rejects who wants the address of somebody who is there', async () => {
    const world = await synced();
    world.directory.add(withMailOf('zoe', 'ben'));

    expect((await world.sync()).outcomes).toEqual({ zoe: 'rejected' });
    expect(world.rpc.requestsTo('rpc.directory.confirm-removed')).toEqual([]);
  });

  it('asks about nobody after a short read, and relinks nobody', async () => {
    const world = await synced();
    world.directory.delete('ben');
    world.directory.add(withMailOf('zoe', 'ben'));
    world.directory.countsWrongBy = 100;

    const result = await world.sync();

    expect(causes(result)).toEqual(['short-read', 'people-rejected']);
    expect(world.rpc.requestsTo('rpc.directory.confirm-removed')).toEqual([]);
    expect(world.users.active()).toContain('ben');
  });

  it('passes over holders about whom there is no clear answer', async () => {
    const world = await synced();
    world.directory.delete('ben');
    world.directory.unclear.add('ben');
    world.directory.add(withMailOf('zoe', 'ben'));

    expect((await world.sync()).outcomes).toEqual({ zoe: 'rejected' });
  });

  describe('of more people than the threshold allows', () => {
    const flipped = async () => {
      const world = await synced();
      world.revision.preferences.threshold = { people: 1, percent: 10 };
      for (const id of ['ana', 'ben']) world.directory.add(withMailOf(id, `new-${id}`));
      return world;
    };

    it('holds them all, and says so', async () => {
      const world = await flipped();
      const result = await world.sync();

      expect(result.outcomes).toEqual({ ana: 'held', ben: 'held' });
      expect(causes(result)).toEqual(['email-changes-held']);
      expect(result.ending).toMatchObject({ status: 'partialSuccess', counts: { held: 2, unchanged: 3 } });
    });

    it('lets a further one join those who wait', async () => {
      const world = await flipped();
      await world.sync();
      world.revision.preferences.threshold = { people: 100, percent: 100 };
      world.directory.add(withMailOf('eva', 'new-eva'));

      expect((await world.sync()).outcomes).toEqual({ ana: 'held', ben: 'held', eva: 'held' });
    });

    it('looks at all who wait in a run of changes too, also where the last one told of something else about them', async () => {
      const world = await flipped();
      world.directory.tellsChanges = true;
      await world.sync();
      world.rpc.answer('rpc.outcomes.list', () => ({ items: [] }));

      const result = await world.sync();
      expect(result.document.mode).toBe('changes');
      expect(result.outcomes).toEqual({ ana: 'held', ben: 'held' });
    });

    it('decides once: a runner who takes over goes on as it was decided', async () => {
      const world = await flipped();
      world.rpc.answer('rpc.users.settle-emails', (request) => {
        const reply = world.users.settleEmails(request);
        world.lease?.end(new LeaseLost('killed'));
        return reply;
      });
      const { runId } = await world.sync();
      world.rpc.answer('rpc.users.settle-emails', (request) => world.users.settleEmails(request));
      world.revision.preferences.threshold = { people: 100, percent: 100 };

      expect((await world.goOn(runId)).outcomes).toEqual({ ana: 'held', ben: 'held' });
      expect(world.rpc.requestsTo('rpc.users.count-email-changes')).toHaveLength(2);
    });
  });

  it('comes to the same wherever a runner dies', async () => {
    const outcome = async (killAt: number) => {
      const world = await synced();
      world.directory.delete('ben');
      world.directory.add(withMailOf('zoe', 'ben'), withMailOf('ana', 'other'), withMailOf('kim', 'eva'));
      let answers = 0;
      world.rpc.onAnswer = () => {
        answers += 1;
        if (answers === killAt) world.lease?.end(new LeaseLost('killed'));
      };
      let last = await world.sync();
      while (!last.ending) last = await world.goOn(last.runId);
      const { counts, status } = last.ending;
      return { answers, result: { outcomes: last.outcomes, counts, status, users: world.users.active() } };
    };
    const { answers, result } = await outcome(0);
    expect(result.outcomes).toEqual({ ana: 'updated', kim: 'rejected', zoe: 'linked' });

    for (let killAt = 1; killAt <= answers; killAt++) {
      expect({ killAt, ...(await outcome(killAt)).result }).toEqual({ killAt, ...result });
    }
  });
});
