import type { BusConnection } from './bus-connection.js';
import { MongoOutbox } from './outbox.js';
import type { OutboxRepository } from './outbox.repository.js';
import { MessagingSettings } from './settings.js';

describe(MongoOutbox, () => {
  it('is stopped only when the sweep under way has ended: its database is closed then', async () => {
    const sweeping = Promise.withResolvers<void>();
    const adopted = Promise.withResolvers<void>();
    const repository = {
      adopt: () => {
        sweeping.resolve();
        return adopted.promise;
      },
      count: () => Promise.resolve(0),
      find: () => Promise.resolve([]),
      remove: () => Promise.resolve(),
    } as Partial<OutboxRepository> as OutboxRepository;
    const settings = new MessagingSettings({ service: 'test', natsUrl: 'nats://none', tuning: { sweepEveryMs: 1 } });
    const sut = new MongoOutbox(repository, {} as BusConnection, settings);
    sut.onApplicationBootstrap();
    await sweeping.promise;
    let isStopped = false;

    const stopped = sut.stop().then(() => (isStopped = true));
    await new Promise(setImmediate);
    expect(isStopped).toBe(false);
    adopted.resolve();
    await stopped;
  });
});
