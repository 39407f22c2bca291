import { Logger } from '@nestjs/common';
import { aPerson, attributes, catalogue } from '../testing/builders.js';
import { World } from '../testing/world.js';
import { LeaseLost } from './run-errors.js';
import { storePeople } from './store-people.js';

const busCarries = 8 * 1024 * 1024;
const ids = Array.from({ length: 24 }, (_, index) => `person${index}`);

/** People on one page, each with the longest text there is in fifty fields: ten megabytes, if it were one request. */
function aLargeWorld(): World {
  const world = new World();
  const areas = Array.from({ length: 50 }, (_, index) => `Area${index}`);
  const fields = areas.map((id) => ({ id, name: id, type: 'Text area' as const, required: false, builtIn: false }));
  const about = { name: 'about', label: 'About', type: 'Text' as const, freeForm: true };
  world.rpc
    .answer('rpc.fields.list', () => ({ ...catalogue, fields: [...catalogue.fields, ...fields] }))
    .answer('rpc.directory.attributes', () => ({ attributes: [...attributes, about] }));
  world.revision.rows.push(...areas.map((target) => ({ source: 'about', target, syncUpdates: true })));
  const values = (id: string) => ({ ...aPerson(id).attributes, about: 'ü'.repeat(4_096) });
  world.directory.add(...ids.map((id) => aPerson(id, { attributes: values(id) })));
  world.directory.pageSize = ids.length;
  return world;
}

describe(storePeople.name, () => {
  beforeAll(() => {
    Logger.overrideLogger(false);
  });

  it('stores a page in as many parts as the bus has to carry, and everybody once', async () => {
    const world = aLargeWorld();

    const { ending } = await world.sync();

    const parts = world.rpc.requestsTo('rpc.users.apply');
    for (const part of parts) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(busCarries);
    expect(parts.flatMap(({ people }) => people.map(({ externalId }) => externalId))).toEqual(ids);
    expect(parts).toHaveLength(2);
    expect(ending).toMatchObject({ status: 'success', counts: { read: 24, added: 24, unchanged: 0 } });
  });

  it.each([1, 2])('counts nobody twice when the runner dies after part %i', async (killAfter) => {
    const world = aLargeWorld();
    world.rpc.onAnswer = () => {
      if (world.rpc.requestsTo('rpc.users.apply').length === killAfter) world.lease?.end(new LeaseLost('killed'));
    };
    const { runId } = await world.sync();
    world.rpc.onAnswer = () => undefined;

    const { ending } = await world.goOn(runId);

    expect(ending).toMatchObject({ status: 'success', counts: { read: 24, added: 24, unchanged: 0 } });
  });
});
