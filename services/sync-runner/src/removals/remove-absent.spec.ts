import { Logger } from '@nestjs/common';
import { causes, World } from '../testing/world.js';
import { removeAbsent } from './remove-absent.js';

const synced = () => World.synced('ana', 'ben', 'eva', 'jo', 'kim');

describe(removeAbsent.name, () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  it('deactivates the deleted and the disabled, and the totals add up', async () => {
    const world = await synced();
    world.directory.delete('ben');
    world.directory.change('eva', { enabled: false });
    const { ending, outcomes } = await world.sync();
    expect(outcomes).toEqual({ ben: 'deactivated', eva: 'deactivated' });
    // ben was not read any more, eva was: three of the four who were read are unchanged.
    expect(ending).toMatchObject({ status: 'success', counts: { read: 4, deactivated: 2, unchanged: 3 } });
  });

  it('looks for the disabled only where somebody was seen disabled', async () => {
    const world = await synced();
    const searches = async () => {
      const before = world.rpc.requestsTo('rpc.users.absent').length;
      await world.sync();
      return world.rpc.requestsTo('rpc.users.absent').length - before;
    };
    expect(await searches()).toBe(1);
    world.directory.change('eva', { enabled: false });
    expect(await searches()).toBe(2);
  });

  it('looks twice at somebody who is not found anywhere', async () => {
    const world = await synced();
    world.directory.people.delete('ben');
    expect((await world.sync()).ending?.counts).toMatchObject({ read: 4, awaitingSecondLook: 1, unchanged: 4 });
    expect((await world.sync()).ending?.counts).toMatchObject({ read: 4, deactivated: 1, unchanged: 4 });
  });

  it('asks about nobody after a short read', async () => {
    const world = await synced();
    world.rpc.answer('rpc.directory.page', ({ cursor, ...request }) => {
      const { next: _next, ...page } = world.directory.page({ ...request, ...(cursor !== undefined && { cursor }) });
      return page;
    });
    const result = await world.sync();
    expect(causes(result)).toEqual(['short-read']);
    expect(result.ending).toMatchObject({ status: 'partialSuccess', counts: { read: 2, unchanged: 2 } });
    expect(world.rpc.requestsTo('rpc.directory.confirm-removed')).toEqual([]);
    expect(world.users.active()).toHaveLength(5);
  });

  it('asks about nobody when the directory lists nobody, though it agrees with its own count', async () => {
    const world = await synced();
    world.directory.people.clear();
    const result = await world.sync();
    expect(causes(result)).toEqual(['nobody-read']);
    expect(world.rpc.requestsTo('rpc.directory.confirm-removed')).toEqual([]);
    expect(world.users.active()).toHaveLength(5);
  });

  it('succeeds where nobody is there and nobody was', async () => {
    expect((await new World().sync()).ending).toMatchObject({ status: 'success', counts: { read: 0 } });
  });

  it('leaves those alone it has no clear answer about, and says how many', async () => {
    const world = await synced();
    world.directory.delete('ben');
    world.directory.delete('kim');
    world.directory.unclear.add('kim');
    const result = await world.sync();
    expect(result.outcomes).toEqual({ ben: 'deactivated' });
    expect(causes(result)).toEqual(['unproved']);
    expect(result.ending?.notices[0]?.message).toContain('For 1 person Azure AD');
    expect(world.users.active()).toContain('kim');
  });

  it('leaves somebody alone whom the read missed but who is there', async () => {
    const world = await synced();
    world.rpc.answer('rpc.directory.page', (request) => {
      const page = world.directory.page(request);
      return { ...page, people: page.people.filter(({ externalId }) => externalId !== 'ben') };
    });
    const { ending, outcomes } = await world.sync();
    expect(outcomes).toEqual({});
    expect(ending).toMatchObject({ status: 'success', counts: { read: 4, unchanged: 4 } });
  });

  it('says so where the directory lists and counts too few, and knows the others when asked', async () => {
    const world = await synced();
    const hidden = ['ben', 'kim'];
    world.directory.countsWrongBy = -hidden.length;
    world.rpc.answer('rpc.directory.page', (request) => {
      const page = world.directory.page(request);
      return { ...page, people: page.people.filter(({ externalId }) => !hidden.includes(externalId)) };
    });
    const result = await world.sync();
    expect(result.outcomes).toEqual({});
    expect(causes(result)).toEqual(['people-not-listed']);
    expect(world.users.active()).toEqual(expect.arrayContaining(hidden));
  });

  it('keeps disabled people where the preferences say so', async () => {
    const world = await synced();
    world.revision.preferences.disabledUsers = 'keep';
    world.directory.change('eva', { enabled: false });
    expect((await world.sync()).outcomes).toEqual({});
    expect(world.rpc.requestsTo('rpc.directory.confirm-removed')).toEqual([]);
  });

  it('names somebody seen in this run as the control', async () => {
    const world = await synced();
    world.directory.delete('ana');
    await world.sync();
    expect(world.rpc.requestsTo('rpc.directory.confirm-removed')[0]?.controlId).toBe('jo');
  });
});
