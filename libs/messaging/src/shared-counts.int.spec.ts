import { randomUUID } from 'node:crypto';
import { eventually, testServers } from '@rollcall/servers';
import { BusConnection } from './bus-connection.js';
import { MessagingSettings } from './settings.js';
import { NatsSharedCounts } from './shared-counts.js';

describe(NatsSharedCounts.name, () => {
  const opened: BusConnection[] = [];

  const anInstance = async (): Promise<NatsSharedCounts> => {
    const bus = await BusConnection.open(new MessagingSettings({ service: 'tester', ...testServers() }));
    opened.push(bus);
    return new NatsSharedCounts(bus);
  };

  afterEach(() => Promise.all(opened.splice(0).map((bus) => bus.close())));

  /** The first makes the stream, and has no count until it is there. */
  const begin = (sut: NatsSharedCounts) =>
    eventually(async () => expect(await sut.raise('to begin with')).toEqual(expect.any(Number)));

  it('counts over all instances, each key by itself', async () => {
    const [one, other] = [await anInstance(), await anInstance()];
    await begin(one);
    const [key, another] = [`of Ac1 > * ${randomUUID()}`, randomUUID()];

    expect([await one.raise(key), await other.raise(key), await one.raise(key)]).toEqual([1, 2, 3]);
    expect(await other.raise(another)).toBe(1);
  });

  it('loses none of those that come at once', async () => {
    const [one, other] = [await anInstance(), await anInstance()];
    await begin(one);
    const key = randomUUID();
    const counts = await Promise.all(Array.from({ length: 100 }, (_, at) => (at % 2 ? one : other).raise(key)));

    expect(counts.toSorted((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
  });

  it('has no count while the bus is away', async () => {
    const sut = await anInstance();
    await opened[0]?.close();

    expect(await sut.raise('anything')).toBeUndefined();
  });
});
