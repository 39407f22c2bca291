import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import { eventually, type RunningNatsServer, startNatsServer } from '@rollcall/servers';
import type { Connection } from 'mongoose';
import { BusConnection } from './bus-connection.js';
import { UnavailableError } from './errors.js';
import { EventPublisher } from './event-publisher.js';
import { Outbox } from './outbox.js';
import { RpcClient } from './rpc.client.js';
import { aUserChanged, quick } from './testing/builders.js';
import { handling, startService } from './testing/start-service.js';
import { TestBus } from './testing/test-bus.js';

const EVENTS_SENT = 400;
const users = Array.from({ length: EVENTS_SENT }, (_, index) => `Us${index}`);

describe('an outage of the bus', () => {
  let dataDir: string;
  let server: RunningNatsServer;
  const running: INestApplication[] = [];

  const start = async (service: Parameters<typeof startService>[0]) => {
    const app = await startService({ natsUrl: server.url, ...service });
    running.push(app);
    return app;
  };
  const restart = async () => {
    server = await startNatsServer({ dataDir, port: server.port });
  };

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rollcall-bus-'));
    server = await startNatsServer({ dataDir });
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((app) => app.close()));
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it.each(['stop', 'kill'] as const)(
    'loses no event of an outbox when the server ends by %s and comes back',
    async (end) => {
      const handled = new Set<string>();
      const controller = handling((event) => void handled.add(event.changes[0]?.userId ?? ''));
      for (let instance = 0; instance < 2; instance += 1) await start({ controller, tuning: quick() });
      const tuning = quick({ sweepEveryMs: 100, publishTimeoutMs: 1_000 });
      const app = await start({ service: 'publisher', outbox: getConnectionToken(), tuning });
      const outbox = app.get(Outbox);
      const mongo = app.get<Connection>(getConnectionToken());
      const store = (some: string[]) =>
        mongo.transaction((session) => outbox.add(session, 'user.changed', ...some.map((user) => aUserChanged(user))));

      await store(users.slice(0, 200));
      outbox.flush();
      await eventually(() => expect(handled.size).toBeGreaterThan(20));
      await server[end]();
      // What changes while the bus is away is told when it is back.
      await store(users.slice(200));
      outbox.flush();
      await eventually(() => expect(app.get(BusConnection).isConnected()).toBe(false));
      await restart();

      await eventually(() => expect(handled.size).toBe(EVENTS_SENT));
      expect(app.get(BusConnection).isConnected()).toBe(true);
      expect(await mongo.collection('outbox').countDocuments()).toBe(0);
      const bus = await TestBus.open(server.url);
      expect(await bus.deadLetters()).toEqual([]);
      await eventually(async () => expect(await bus.countOpen()).toMatchObject({ waiting: 0, inHand: 0 }));
      await bus.close();
      await mongo.dropDatabase();
    },
  );

  it('makes a publisher without outbox fail in words, and in bounded time', async () => {
    const app = await start({ service: 'publisher', tuning: quick({ publishTimeoutMs: 100 }) });
    await server.stop();
    const error = await app
      .get(EventPublisher)
      .publish('user.changed', aUserChanged())
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnavailableError);
    await restart();
  });

  it('ends the waiting for an answer at once, however long the request may take', async () => {
    const app = await start({ service: 'asking', tuning: quick() });
    const deaf = await TestBus.open(server.url);
    const asked = deaf.connection.subscribe('rpc.users.contacts', { max: 1 })[Symbol.asyncIterator]();
    await deaf.connection.flush();
    const waiting = app
      .get(RpcClient)
      .request('rpc.users.contacts', { accountId: 'Ac1', userIds: [] }, { timeoutMs: 25_000 });
    const outcome = waiting.catch((thrown: unknown) => thrown);
    await asked.next();
    const killedAt = Date.now();
    await server.kill();

    expect(await outcome).toBeInstanceOf(UnavailableError);
    expect(Date.now() - killedAt).toBeLessThan(5_000);
    await restart();
    await deaf.close();
  });

  it('does not keep a service from shutting down', async () => {
    await start({ controller: handling(() => undefined), tuning: quick() });
    await server.stop();
    await Promise.all(running.splice(0).map((app) => app.close()));
    await restart();
  });
});
