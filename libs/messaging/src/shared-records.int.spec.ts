import { randomUUID } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import { testServers } from '@rollcall/servers';
import { BusConnection } from './bus-connection.js';
import { UnavailableError } from './errors.js';
import { MessagingSettings } from './settings.js';
import { FakeSharedRecords, NatsSharedRecords, SharedRecords } from './shared-records.js';

describe(SharedRecords.name, () => {
  const opened: BusConnection[] = [];

  const anInstance = async (): Promise<NatsSharedRecords> => {
    const bus = await BusConnection.open(new MessagingSettings({ service: 'tester', ...testServers() }));
    opened.push(bus);
    return new NatsSharedRecords(bus);
  };
  const fake = new FakeSharedRecords();

  afterEach(() => Promise.all(opened.splice(0).map((bus) => bus.close())));

  describe.each([
    ['on the bus', anInstance],
    ['in memory', () => Promise.resolve(fake)],
  ])('%s', (_where, instance) => {
    let one: SharedRecords;
    let other: SharedRecords;

    beforeEach(async () => {
      [one, other] = [await instance(), await instance()];
    });

    it('are known to all instances, each key by itself', async () => {
      const key = `of Ac1 > * ${randomUUID()}`;
      const kept = await one.keep(key, { is: 'one' });

      expect(await other.find(key)).toEqual(kept);
      expect(kept).toMatchObject({ value: { is: 'one' } });
      expect(await other.find(randomUUID())).toBeUndefined();
    });

    it('are kept by one of those that come at once', async () => {
      const key = randomUUID();
      const kept = await Promise.all(Array.from({ length: 20 }, (_, at) => (at % 2 ? one : other).keep(key, at)));

      const winners = kept.filter((record) => record !== undefined);
      expect(winners).toHaveLength(1);
      expect(await one.find(key)).toEqual(winners[0]);
    });

    it('are replaced only by whoever knows the latest', async () => {
      const key = randomUUID();
      const first = await one.keep(key, 'first');
      const second = await one.keep(key, 'second', first);

      expect(second).toMatchObject({ value: 'second' });
      expect(await other.keep(key, 'late', first)).toBeUndefined();
      expect(await other.find(key)).toEqual(second);
    });
  });

  it('can be asked for on a bus that was set up anew', async () => {
    const sut = await anInstance();
    const forget = async () => {
      for (const { connection } of opened) await (await jetstreamManager(connection)).streams.delete('RECORDS');
    };
    await sut.keep('key', 'before');

    await forget();
    expect(await sut.find('key')).toBeUndefined();
    await forget();
    expect(await sut.keep('key', 'after')).toMatchObject({ value: 'after' });
  });

  it('can not be asked for while the bus is away', async () => {
    const sut = await anInstance();
    await opened[0]?.close();
    fake.isAway = true;

    await expect(sut.find('anything')).rejects.toBeInstanceOf(UnavailableError);
    await expect(fake.keep('anything', 1)).rejects.toBeInstanceOf(UnavailableError);
  });
});
