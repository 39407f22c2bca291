import type { INestApplication } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import type { UserChanged } from '@rollcall/contracts';
import { eventually, testServers } from '@rollcall/servers';
import type { Connection } from 'mongoose';
import { InvalidMessageError } from './errors.js';
import { outboxSize } from './metrics.js';
import { MongoOutbox, Outbox } from './outbox.js';
import { EVENTS } from './streams.js';
import { aUserChanged, quick } from './testing/builders.js';
import { handling, startService } from './testing/start-service.js';
import { TestBus } from './testing/test-bus.js';

const never = { sweepEveryMs: 3_600_000 };

describe(MongoOutbox, () => {
  let bus: TestBus;
  let mongo: Connection;
  const running: INestApplication[] = [];

  const start = async (tuning: Parameters<typeof quick>[0] = never) => {
    const app = await startService({ outbox: getConnectionToken(), tuning: quick(tuning) });
    running.push(app);
    mongo = app.get<Connection>(getConnectionToken());
    return app.get(Outbox);
  };
  const people = () => mongo.collection<{ name: string }>('people');
  const outbox = () => mongo.collection<{ _id: string }>('outbox');
  const changeWithEvents = (sut: Outbox, names: string[]) =>
    mongo.transaction(async (session) => {
      await people().insertMany(
        names.map((name) => ({ name })),
        { session },
      );
      await sut.add(session, 'user.changed', ...names.map((name) => aUserChanged(name)));
    });

  beforeAll(async () => {
    bus = await TestBus.open(testServers().natsUrl);
  });

  beforeEach(() => bus.reset());

  afterEach(async () => {
    await mongo.dropDatabase();
    await Promise.all(running.splice(0).map((app) => app.close()));
  });

  afterAll(() => bus.close());

  it('publishes after the commit, and forgets what the bus has acknowledged', async () => {
    const sut = await start();
    await changeWithEvents(sut, ['Ada', 'Grace']);
    expect(await outbox().countDocuments()).toBe(2);
    expect(await bus.countEvents()).toBe(0);

    sut.flush();
    await eventually(async () => expect(await outbox().countDocuments()).toBe(0));
    expect(await bus.countEvents()).toBe(2);
    const stored = await bus.manager.streams.getMessage(EVENTS, { seq: 1 });
    const event = stored?.json<UserChanged>();
    expect(event?.changes[0]?.userId).toBe('Ada');
    expect(stored?.header.get('Nats-Msg-Id')).toBe(event?.eventId);
    expect(stored?.header.get('traceparent')).toMatch(/^00-/);
  });

  it('publishes nothing of a transaction that is rolled back', async () => {
    const sut = await start();
    const rolledBack = mongo.transaction(async (session) => {
      await people().insertOne({ name: 'Ada' }, { session });
      await sut.add(session, 'user.changed', aUserChanged('Ada'));
      throw new Error('something else went wrong');
    });
    await expect(rolledBack).rejects.toThrow('something else went wrong');
    await changeWithEvents(sut, ['Grace']);
    sut.flush();

    await eventually(async () => expect(await bus.countEvents()).toBe(1));
    expect((await bus.manager.streams.getMessage(EVENTS, { seq: 1 }))?.string()).toContain('Grace');
    expect(await people().countDocuments()).toBe(1);
  });

  it('stores no event its consumers would refuse, so that the change is not made either', async () => {
    const sut = await start();
    const changed = mongo.transaction(async (session) => {
      await people().insertOne({ name: 'Ada' }, { session });
      await sut.add(session, 'user.changed', { accountId: 'AcTest', changes: [] });
    });
    await expect(changed).rejects.toBeInstanceOf(InvalidMessageError);
    expect(await people().countDocuments()).toBe(0);
  });

  it('publishes more than one batch in one go', async () => {
    const sut = await start();
    await changeWithEvents(
      sut,
      Array.from({ length: 300 }, (_, index) => `Us${index}`),
    );
    sut.flush();
    await eventually(async () => expect(await outbox().countDocuments()).toBe(0));
    expect(await bus.countEvents()).toBe(300);
  });

  it('publishes what another instance stored and left when it crashed', async () => {
    const crashed = await start();
    await changeWithEvents(crashed, ['Ada']);

    await start({ sweepEveryMs: 50, sweepAfterMs: 200 });
    await eventually(async () => expect(await bus.countEvents()).toBe(1));
    await eventually(async () => expect(await outbox().countDocuments()).toBe(0));
  });

  it('publishes what an instance whose clock ran ahead left when it crashed', async () => {
    const crashed = await start();
    await changeWithEvents(crashed, ['Ada']);
    await outbox().updateMany({}, { $set: { since: new Date(Date.now() + 3_600_000) } });

    await start({ sweepEveryMs: 50, sweepAfterMs: 200 });
    await eventually(async () => expect(await bus.countEvents()).toBe(1));
    await eventually(async () => expect(await outbox().countDocuments()).toBe(0));
  });

  it('leaves to an instance that lives what it has stored just now', async () => {
    const alive = await start();
    await changeWithEvents(alive, ['Ada']);
    outboxSize.set(0);

    await start({ sweepEveryMs: 20, sweepAfterMs: 60_000 });
    await eventually(async () => expect((await outboxSize.get()).values[0]?.value).toBe(1));
    expect(await bus.countEvents()).toBe(0);
    alive.flush();
    await eventually(async () => expect(await bus.countEvents()).toBe(1));
  });

  it('does no harm when an event is published again, after a crash between the bus and the database', async () => {
    const handled: string[] = [];
    const consumer = await startService({
      controller: handling((event) => void handled.push(event.eventId)),
      tuning: quick(),
    });
    running.push(consumer);
    const sut = await start();
    await changeWithEvents(sut, ['Ada']);
    const [document] = await outbox().find().toArray();
    sut.flush();
    await eventually(() => expect(handled).toHaveLength(1));
    await eventually(async () => expect(await outbox().countDocuments()).toBe(0));

    if (document) await outbox().insertOne(document);
    sut.flush();
    await eventually(async () => expect(await outbox().countDocuments()).toBe(0));
    expect(await bus.countEvents()).toBe(1);
    expect(handled).toEqual([document?._id]);
  });

  it('holds events back while the stream is full, and publishes them when there is room', async () => {
    const sut = await start({ sweepEveryMs: 50 });
    await bus.manager.streams.update(EVENTS, { max_msgs: 1 });
    await changeWithEvents(sut, ['Ada', 'Grace', 'Alan']);
    sut.flush();
    await eventually(async () => expect(await outbox().countDocuments()).toBe(2));
    expect(await bus.countEvents()).toBe(1);

    await bus.manager.streams.update(EVENTS, { max_msgs: -1 });
    await eventually(async () => expect(await bus.countEvents()).toBe(3));
    await eventually(async () => expect(await outbox().countDocuments()).toBe(0));
  });

  it('makes the stream when it is the first to publish', async () => {
    const sut = await start({ sweepEveryMs: 50 });
    await bus.manager.streams.delete(EVENTS);
    await changeWithEvents(sut, ['Ada']);
    sut.flush();
    await eventually(async () => expect(await bus.countEvents()).toBe(1));
  });
});
