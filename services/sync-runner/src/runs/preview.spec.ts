import { Logger } from '@nestjs/common';
import { UnavailableError } from '@rollcall/messaging';
import { people } from '../testing/builders.js';
import { World } from '../testing/world.js';

const sales = { id: 'sales', name: 'Sales' };

describe('a preview', () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  it('reads the whole scope as a preview, leaves groups alone and tidies up', async () => {
    const world = new World({ users: 'groups', userGroups: [sales], groupInfo: true, groups: [sales] });
    world.directory.add(...people('ana', 'ben')).addGroup('sales', ['ana', 'ben']);

    const { ending, document } = await world.sync('manual', 'preview');

    expect(document).toMatchObject({ mode: 'full', modeReason: 'A preview reads the whole scope.' });
    expect(ending).toMatchObject({ status: 'success', counts: { read: 2, added: 2 } });
    expect(world.rpc.requestsTo('rpc.users.apply').every(({ run }) => run.kind === 'preview')).toBe(true);
    expect(world.rpc.requests.filter(({ subject }) => subject.startsWith('rpc.groups.'))).toEqual([]);
    expect(world.rpc.requestsTo('rpc.users.end-preview')).toHaveLength(1);
  });

  it('ends, and waits for nobody, though what it needed can not be dropped', async () => {
    const world = new World();
    world.directory.add(...people('ana'));
    let hadEnded = false;
    world.rpc.answer('rpc.users.end-preview', () => {
      hadEnded = world.runs.endings.size === 1;
      throw new UnavailableError('user-lifecycle is away');
    });
    world.removals.closeBook = () => Promise.reject(new UnavailableError('the database is away'));

    const { ending } = await world.sync('manual', 'preview');

    expect(ending).toMatchObject({ status: 'success', counts: { read: 1, added: 1 } });
    expect(hadEnded).toBe(true);
    expect(world.rpc.requestsTo('rpc.users.end-preview')).toHaveLength(1);
  });

  it('leaves no place to go on from, and is no earlier sync to compare with', async () => {
    const world = new World();
    world.directory.tellsChanges = true;
    world.directory.add(...people('ana'));

    await world.sync('manual', 'preview');

    expect(world.runs.delta).toBeUndefined();
    expect((await world.sync()).document.modeReason).toBe('The first sync reads the whole scope.');
  });

  it('asks for the revision that it is about', async () => {
    const world = new World();
    world.directory.add(...people('ana'));
    const runId = 'preview-1';
    world.runs.queue(runId, 'manual', 'preview');
    world.runs.get(runId).askedRevision = 7;

    await world.goOn(runId);

    expect(world.rpc.requestsTo('rpc.configuration.revision')).toMatchObject([{ revision: 7 }]);
  });
});
