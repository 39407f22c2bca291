import { Logger } from '@nestjs/common';
import { people } from '../testing/builders.js';
import { causes, World } from '../testing/world.js';

const sales = { id: 'sales', name: 'Sales' };
const tech = { id: 'tech', name: 'Tech' };

beforeAll(() => {
  Logger.overrideLogger(false);
});

describe('a run of chosen groups', () => {
  it('reads people of both, and counts those in both once', async () => {
    const world = new World({ users: 'groups', userGroups: [sales, tech] });
    world.directory.add(...people('ana', 'ben', 'eva', 'jo'));
    world.directory.addGroup('sales', ['ana', 'ben', 'eva']).addGroup('tech', ['eva', 'ana']);
    const { ending } = await world.sync();
    expect(ending).toMatchObject({ status: 'success', counts: { read: 3, added: 3 } });
    expect(world.users.active()).toEqual(['ana', 'ben', 'eva']);
  });

  it('pauses a group that is not there: the others go on, and nobody is removed', async () => {
    const world = new World({ users: 'groups', userGroups: [sales, tech] });
    world.directory.add(...people('ana', 'ben', 'eva'));
    world.directory.addGroup('sales', ['ana']).addGroup('tech', ['ben', 'eva']);
    await world.sync();
    world.directory.groups.delete('sales');
    world.directory.delete('ana');
    const result = await world.sync();
    expect(result.ending?.status).toBe('partialSuccess');
    expect(result.ending?.notices).toMatchObject([{ cause: 'group-not-found', about: 'sales' }]);
    expect(world.users.active()).toEqual(['ana', 'ben', 'eva']);
    expect(result.ending?.counts).toMatchObject({ read: 2, unchanged: 2 });
  });

  it('pauses a group that is suddenly empty, for as long as it stays so', async () => {
    const world = new World({ users: 'groups', userGroups: [sales, tech] });
    world.directory.add(...people('ana', 'ben'));
    world.directory.addGroup('sales', ['ana']).addGroup('tech', ['ben']);
    await world.sync();
    world.directory.addGroup('sales', []);
    world.directory.delete('ana');
    for (const result of [await world.sync(), await world.sync()]) expect(causes(result)).toEqual(['group-empty']);
    expect(world.users.active()).toEqual(['ana', 'ben']);
  });

  it('leaves people alone who left the groups, disabled or not', async () => {
    const world = new World({ users: 'groups', userGroups: [sales, tech] });
    world.directory.add(...people('ana', 'ben', 'eva'));
    world.directory.addGroup('sales', ['ana', 'ben', 'eva']).addGroup('tech', []);
    await world.sync();
    world.directory.addGroup('sales', ['ana']);
    world.directory.change('eva', { enabled: false });
    const { ending, outcomes } = await world.sync();
    expect(outcomes).toEqual({ ben: 'leftScope', eva: 'leftScope' });
    expect(ending).toMatchObject({ status: 'success', counts: { read: 1, unchanged: 1, leftScope: 2 } });
    expect(world.users.active()).toEqual(['ana', 'ben', 'eva']);
  });
});

describe('a run with synced groups', () => {
  const withGroups = { groupInfo: true, groups: [sales, tech] };

  it('makes the groups by the names of today, with their members, and takes out who left', async () => {
    const world = new World(withGroups);
    world.directory.add(...people('ana', 'ben', 'eva'));
    world.directory.addGroup('sales', ['ana', 'ben', 'eva'], 'Sales worldwide').addGroup('tech', ['eva']);
    await world.sync();
    expect(world.users.groups.get('sales')?.name).toBe('Sales worldwide');
    expect(world.users.membersOf('sales')).toEqual(['ana', 'ben', 'eva']);

    world.directory.addGroup('sales', ['ana', 'eva']);
    expect((await world.sync()).ending?.status).toBe('success');
    expect(world.users.membersOf('sales')).toEqual(['ana', 'eva']);
  });

  it('reads only ids of groups that are not scope', async () => {
    const world = new World(withGroups);
    world.directory
      .add(...people('ana'))
      .addGroup('sales', ['ana'])
      .addGroup('tech', ['ana']);
    await world.sync();
    const read = world.rpc
      .requestsTo('rpc.directory.page')
      .map(({ source, attributes }) => [source.groupId, attributes.length]);
    expect(read).toEqual([
      [undefined, 4],
      ['sales', 0],
      ['tech', 0],
    ]);
  });

  it('takes nobody out of a group that was read short', async () => {
    const world = new World(withGroups);
    world.directory
      .add(...people('ana', 'ben'))
      .addGroup('sales', ['ana', 'ben'])
      .addGroup('tech', []);
    await world.sync();
    world.directory.addGroup('sales', ['ana']);
    world.rpc.answer('rpc.directory.count', (request) => ({
      total: world.directory.count(request).total + (request.source.groupId === 'sales' ? 5 : 0),
    }));
    const result = await world.sync();
    expect(causes(result)).toEqual(['short-read']);
    expect(world.users.membersOf('sales')).toEqual(['ana', 'ben']);
  });

  it('takes nobody out of a group whose list lacks one, however few that is, and says who stays', async () => {
    const world = new World(withGroups);
    world.directory
      .add(...people('ana', 'ben', 'eva'))
      .addGroup('sales', ['ana', 'ben', 'eva'])
      .addGroup('tech', []);
    await world.sync();
    world.directory.addGroup('sales', ['ana', 'ben']);
    const count = (request: Parameters<typeof world.directory.count>[0]) => world.directory.count(request);
    world.rpc.answer('rpc.directory.count', (request) => ({
      total: count(request).total + (request.source.groupId === 'sales' ? 1 : 0),
    }));

    const short = await world.sync();
    expect(short.ending?.notices).toEqual([
      {
        cause: 'members-kept',
        about: 'sales',
        message:
          'The group Sales listed 2 people but says there are 3. Kept in it in Kissflow, though they may have left it: 1 person. The next run looks again.',
      },
    ]);
    expect(world.users.membersOf('sales')).toEqual(['ana', 'ben', 'eva']);

    world.rpc.answer('rpc.directory.count', count);
    expect((await world.sync()).ending?.status).toBe('success');
    expect(world.users.membersOf('sales')).toEqual(['ana', 'ben']);
  });

  it('tells of each name that is taken, and syncs the other groups', async () => {
    const world = new World(withGroups);
    world.users.takenNames.add('Tech');
    world.directory
      .add(...people('ana'))
      .addGroup('sales', ['ana'])
      .addGroup('tech', ['ana'], 'Tech');
    const result = await world.sync();
    expect(result.ending?.notices).toMatchObject([{ cause: 'group-name-taken', about: 'tech' }]);
    expect(result.ending?.notices[0]?.message).toContain('Tech');
    expect(world.users.membersOf('sales')).toEqual(['ana']);
  });

  it('tells of a group that is gone, and leaves its members', async () => {
    const world = new World(withGroups);
    world.directory
      .add(...people('ana'))
      .addGroup('sales', ['ana'])
      .addGroup('tech', ['ana']);
    await world.sync();
    world.directory.groups.delete('tech');
    const result = await world.sync();
    expect(result.ending?.notices).toMatchObject([{ cause: 'group-not-found', about: 'tech' }]);
    expect(world.users.membersOf('tech')).toEqual(['ana']);
  });

  it('still removes people when only a synced group was read short', async () => {
    const world = new World(withGroups);
    world.directory
      .add(...people('ana', 'ben'))
      .addGroup('sales', ['ana'])
      .addGroup('tech', []);
    await world.sync();
    world.directory.groups.delete('tech');
    world.directory.delete('ben');
    expect((await world.sync()).outcomes).toEqual({ ben: 'deactivated' });
  });

  it('lets groups be that were deselected or deleted there, and counts members who are not users here', async () => {
    const world = new World({ groupInfo: true, groups: [sales, tech] });
    world.directory.add(...people('ana', 'ben'));
    world.directory.addGroup('sales', ['ana', 'ben']).addGroup('tech', ['ana']);
    await world.sync();
    world.directory.change('ben', { enabled: false });
    world.users.users.delete('ben');
    world.directory.groups.delete('tech');

    const result = await world.sync();

    expect([...world.users.detached]).toEqual(['tech']);
    expect(causes(result)).toEqual(['group-not-found']);
    expect(world.users.outsiders.get('sales')).toBe(1);

    world.revision.scope.groupInfo = false;
    await world.sync();
    expect([...world.users.detached].sort()).toEqual(['sales', 'tech']);
  });
});
