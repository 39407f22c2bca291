import { Logger } from '@nestjs/common';
import { people } from '../testing/builders.js';
import { causes, World } from '../testing/world.js';

const sales = { id: 'sales', name: 'Sales' };
const tech = { id: 'tech', name: 'Tech' };

describe('who is no longer in the chosen groups', () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  const synced = async (leftScopeUsers?: 'keep' | 'deactivate') => {
    const world = new World({ users: 'groups', userGroups: [sales, tech] });
    world.directory.add(...people('ana', 'ben', 'cem', 'dia', 'eva', 'fay', 'gus'));
    world.directory.addGroup('sales', ['ana', 'ben', 'cem', 'dia']).addGroup('tech', ['eva', 'fay', 'gus']);
    if (leftScopeUsers) world.revision.preferences.leftScopeUsers = leftScopeUsers;
    await world.sync();
    return world;
  };
  const leave = (world: World, id: string) => {
    for (const group of world.directory.groups.values())
      group.members = group.members.filter((member) => member !== id);
  };

  it('is left alone, and nobody asks about memberships, unless that is chosen', async () => {
    const world = await synced();
    leave(world, 'ben');

    expect((await world.sync()).outcomes).toEqual({ ben: 'leftScope' });
    expect(world.rpc.requestsTo('rpc.directory.confirm-removed')[0]).not.toHaveProperty('scopeGroups');
  });

  it('is deactivated by choice once their own memberships prove it', async () => {
    const world = await synced('deactivate');
    leave(world, 'ben');

    const { ending, outcomes } = await world.sync();

    expect(outcomes).toEqual({ ben: 'deactivated' });
    expect(ending).toMatchObject({ status: 'success', counts: { read: 6, deactivated: 1, unchanged: 6 } });
    expect(world.rpc.requestsTo('rpc.directory.confirm-removed')[0]?.scopeGroups).toEqual(['sales', 'tech']);
  });

  it('goes through the guard like everybody else', async () => {
    const world = await synced('deactivate');
    for (const id of ['ben', 'cem', 'eva', 'fay']) leave(world, id);

    const result = await world.sync();

    expect(Object.values(result.outcomes)).toEqual(['held', 'held', 'held', 'held']);
    expect(causes(result)).toEqual(['removals-held']);

    world.removals.decide('approved', ['ben']);
    expect((await world.sync('removals')).outcomes).toEqual({ ben: 'deactivated' });
  });

  it('is nobody whom the read only missed', async () => {
    const world = await synced('deactivate');
    world.rpc.answer('rpc.directory.page', (request) => {
      const page = world.directory.page(request);
      return { ...page, people: page.people.filter(({ externalId }) => externalId !== 'ben') };
    });

    expect((await world.sync()).outcomes).toEqual({ ben: 'leftScope' });
  });

  it.each([
    ['a group was taken out', { userGroups: [sales] }],
    ['the choice of guests changed', { includeGuests: false }],
  ])('is nobody who fell out as %s, in no later sync either', async (_case, more) => {
    const world = await synced('deactivate');
    leave(world, 'eva');
    Object.assign(world.revision.scope, more);

    expect((await world.sync()).outcomes).toMatchObject({ eva: 'leftScope' });
    expect((await world.sync()).outcomes).toMatchObject({ eva: 'leftScope' });
    expect(world.users.active()).toContain('eva');
  });

  it('is somebody whom a whole run under the edited scope has seen first', async () => {
    const world = await synced('deactivate');
    world.revision.scope.userGroups = [sales];
    await world.sync();
    leave(world, 'ben');

    expect((await world.sync()).outcomes).toMatchObject({ ben: 'deactivated', eva: 'leftScope' });
  });

  it('is nobody whom only a short read has seen', async () => {
    const world = await synced('deactivate');
    world.revision.scope.userGroups = [tech, sales, { id: 'ops', name: 'Ops' }];
    world.directory.addGroup('ops', ['ana']);
    world.directory.countsWrongBy = 100;
    await world.sync();
    world.directory.countsWrongBy = 0;
    leave(world, 'ben');

    expect((await world.sync()).outcomes).toMatchObject({ ben: 'leftScope' });
  });
});
