import { jetstream } from '@nats-io/jetstream';
import type { INestApplication } from '@nestjs/common';
import type { UserChanged } from '@rollcall/contracts';
import { eventually, testServers } from '@rollcall/servers';
import { InvalidMessageError, RetryLaterError, UnavailableError } from './errors.js';
import { EventPublisher } from './event-publisher.js';
import { JetStreamStrategy } from './jetstream.strategy.js';
import { ensureConsumer, EVENTS } from './streams.js';
import { aGate, aUserChanged, quick } from './testing/builders.js';
import { handling, startService, type TestService } from './testing/start-service.js';
import { TestBus } from './testing/test-bus.js';
import { currentTraceId, runInTrace } from './trace.js';

const userOf = (event: UserChanged) => event.changes[0]?.userId ?? '';
const manyUsers = (count: number) => Array.from({ length: count }, (_, index) => `Us${index}`);
const settled = { waiting: 0, inHand: 0, redelivered: 0 };

describe(JetStreamStrategy, () => {
  let bus: TestBus;
  let publisher: EventPublisher;
  const running: INestApplication[] = [];

  const start = async (service: TestService) => {
    const app = await startService({ tuning: quick(), ...service });
    running.push(app);
    return app;
  };

  beforeAll(async () => {
    bus = await TestBus.open(testServers().natsUrl);
  });

  beforeEach(async () => {
    await bus.reset();
    publisher = (await start({ service: 'publisher' })).get(EventPublisher);
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((app) => app.close()));
  });

  afterAll(() => bus.close());

  it('shares the events of a service among its instances, and gives each to one of them', async () => {
    const handled: [string[], string[]] = [[], []];
    for (const mine of handled) {
      await start({
        controller: handling((event) => void mine.push(userOf(event))),
        tuning: quick({ concurrency: 4 }),
      });
    }
    const users = manyUsers(200);
    await Promise.all(users.map((user) => publisher.publish('user.changed', aUserChanged(user))));

    await eventually(() => expect(handled.flat()).toHaveLength(200));
    expect(handled.flat().sort()).toEqual(users.sort());
    expect(handled[0].length).toBeGreaterThan(0);
    expect(handled[1].length).toBeGreaterThan(0);
  });

  it('gives an event to each service', async () => {
    const handled: string[] = [];
    for (const service of ['notification', 'audit']) {
      await start({ service, controller: handling(() => void handled.push(service)) });
    }
    await publisher.publish('user.changed', aUserChanged());
    await eventually(() => expect(handled.sort()).toEqual(['audit', 'notification']));
  });

  it('handles no more events at once than it has hands', async () => {
    const gate = aGate();
    let inHand = 0;
    const controller = handling(async () => {
      inHand += 1;
      await gate.opened;
    });
    await start({ controller, tuning: quick({ concurrency: 3 }) });
    await Promise.all(manyUsers(10).map((user) => publisher.publish('user.changed', aUserChanged(user))));

    await eventually(() => expect(inHand).toBe(3));
    // Nothing is fetched ahead: the others still wait on the server.
    expect(await bus.countOpen()).toMatchObject({ inHand: 3, waiting: 7 });
    gate.open();
    await eventually(() => expect(inHand).toBe(10));
  });

  it('acknowledges an event only after it was handled', async () => {
    const gate = aGate();
    await start({ controller: handling(() => gate.opened) });
    await publisher.publish('user.changed', aUserChanged());

    await eventually(async () => expect(await bus.countOpen()).toMatchObject({ inHand: 1 }));
    gate.open();
    await eventually(async () => expect(await bus.countOpen()).toEqual(settled));
  });

  it('gives the event of an instance that died to another one', async () => {
    await ensureConsumer(bus.manager, { service: 'tester', subject: 'user.changed', ackWaitMs: 1_000 });
    await publisher.publish('user.changed', aUserChanged('taken'));
    const dying = await TestBus.open(testServers().natsUrl);
    const consumer = await jetstream(dying.connection).consumers.get(EVENTS, 'tester--user_changed');
    expect(await consumer.next()).not.toBeNull();
    await dying.close();

    const handled: string[] = [];
    await start({
      controller: handling((event) => void handled.push(userOf(event))),
      tuning: quick({ ackWaitMs: 1_000 }),
    });
    await eventually(() => expect(handled).toEqual(['taken']));
    await eventually(async () => expect(await bus.countOpen()).toEqual(settled));
  });

  it('keeps an event that takes longer than the ack wait, by telling the server that it works', async () => {
    let started = 0;
    const controller = handling(async () => {
      started += 1;
      const begun = performance.now();
      await eventually(() => expect(performance.now() - begun).toBeGreaterThan(2_500));
    });
    await start({ controller, tuning: quick({ ackWaitMs: 1_000 }) });
    await publisher.publish('user.changed', aUserChanged());

    await eventually(() => expect(started).toBe(1));
    await eventually(async () => expect(await bus.countOpen()).toEqual(settled));
    expect(started).toBe(1);
  });

  it('dead-letters an event after its last attempt, with what an operator needs and no values', async () => {
    const handledAt: number[] = [];
    const controller = handling(() => {
      handledAt.push(performance.now());
      const message = 'E11000 duplicate key error dup key: { email: "ada@example.com" }';
      throw Object.assign(new Error(message), { name: 'MongoServerError', code: 11000 });
    });
    await start({ controller, tuning: quick({ retries: { ...slow, failureDelaysMs: [50, 200] } }) });
    await publisher.publish('user.changed', aUserChanged('poison'));

    const [letter] = await eventually(async () => {
      const letters = await bus.deadLetters();
      expect(letters).toHaveLength(1);
      return letters;
    });
    expect(handledAt).toHaveLength(3);
    expect(waits(handledAt)[0]).toBeGreaterThanOrEqual(45);
    expect(waits(handledAt)[1]).toBeGreaterThanOrEqual(195);
    expect(letter?.subject).toBe('dlq.tester.user.changed');
    expect(letter?.json<UserChanged>().changes[0]?.userId).toBe('poison');
    expect(letter?.header.get('Nats-Msg-Id')).toBe('EVENTS:1:tester');
    expect(letter?.header.get('Rollcall-Subject')).toBe('user.changed');
    expect(letter?.header.get('Rollcall-Sequence')).toBe('1');
    expect(letter?.header.get('Rollcall-Failures')).toBe('3');
    expect(letter?.header.get('Rollcall-Error')).toBe('MongoServerError (code 11000)');
    await eventually(async () => expect(await bus.countOpen()).toEqual(settled));
  });

  it('handles the others while one event fails', async () => {
    const handled: string[] = [];
    const controller = handling((event) => {
      if (userOf(event) === 'Us3') throw new Error('broken');
      handled.push(userOf(event));
    });
    await start({ controller, tuning: quick({ concurrency: 1 }) });
    for (const user of manyUsers(6)) await publisher.publish('user.changed', aUserChanged(user));

    await eventually(() => expect(handled).toEqual(['Us0', 'Us1', 'Us2', 'Us4', 'Us5']));
    await eventually(async () => expect(await bus.deadLetters()).toHaveLength(1));
  });

  it.each([
    ['is not JSON', 'ada@example.com{', 'InvalidMessageError: user.changed is not valid: its payload is not JSON'],
    [
      'breaks its contract',
      '{"accountId":"ada@example.com"}',
      /^InvalidMessageError: user.changed is not valid: .*accountId/,
    ],
  ])('dead-letters at once what %s, and calls no handler', async (_what, payload, error) => {
    let handled = 0;
    await start({ controller: handling(() => void (handled += 1)) });
    await bus.publishRaw('user.changed', payload);

    const [letter] = await eventually(async () => {
      const letters = await bus.deadLetters();
      expect(letters).toHaveLength(1);
      return letters;
    });
    expect(handled).toBe(0);
    expect(letter?.string()).toBe(payload);
    expect(letter?.header.get('Rollcall-Deliveries')).toBe('1');
    expect(letter?.header.get('Rollcall-Error')).toMatch(error);
    expect(letter?.header.get('Rollcall-Error')).not.toContain('ada');
  });

  it('dead-letters at once what the handler finds invalid', async () => {
    let handled = 0;
    const controller = handling(() => {
      handled += 1;
      throw new InvalidMessageError('user.changed names a user of another account');
    });
    await start({ controller });
    await publisher.publish('user.changed', aUserChanged());
    await eventually(async () => expect(await bus.deadLetters()).toHaveLength(1));
    expect(handled).toBe(1);
  });

  it('retries for ever while infrastructure is away, and then still has every attempt of a failure', async () => {
    const errors = [
      ...Array.from({ length: 6 }, () => Object.assign(new Error('away'), { name: 'MongoServerSelectionError' })),
      ...Array.from({ length: 3 }, () => new UnavailableError('nobody answers rpc.users.get')),
      new Error('a real failure'),
      new UnavailableError('away again'),
      new Error('another real failure'),
    ];
    let handled = 0;
    const controller = handling(() => {
      const error = errors[handled];
      handled += 1;
      if (error) throw error;
    });
    await start({ controller });
    await publisher.publish('user.changed', aUserChanged());

    await eventually(() => expect(handled).toBe(errors.length + 1));
    await eventually(async () => expect(await bus.countOpen()).toEqual(settled));
    expect(await bus.deadLetters()).toEqual([]);
  });

  it('waits as long as the handler asks, which is no failure', async () => {
    const handledAt: number[] = [];
    const controller = handling(() => {
      handledAt.push(performance.now());
      if (handledAt.length <= 4) throw new RetryLaterError(150, 'throttled');
    });
    await start({ controller });
    await publisher.publish('user.changed', aUserChanged());

    await eventually(() => expect(handledAt).toHaveLength(5));
    for (const wait of waits(handledAt)) expect(wait).toBeGreaterThanOrEqual(145);
    expect(await bus.deadLetters()).toEqual([]);
  });

  it('counts a handler that never ends as failed, and lets go of it', async () => {
    const controller = handling(() => new Promise<void>(() => undefined));
    await start({ controller, tuning: quick({ handlerTimeoutMs: 100 }) });
    await publisher.publish('user.changed', aUserChanged());
    const [letter] = await eventually(async () => {
      const letters = await bus.deadLetters();
      expect(letters).toHaveLength(1);
      return letters;
    });
    expect(letter?.header.get('Rollcall-Error')).toBe('Error: the handler did not finish within 100 ms');
  });

  it('stores an event once, however often it is published', async () => {
    const handled: string[] = [];
    await start({ controller: handling((event) => void handled.push(event.eventId)) });
    const again = aUserChanged('Us1', { eventId: '0b3c8a52-6c86-4d5f-9d6c-0c6c5a1d9a10' });
    for (let times = 0; times < 3; times += 1) await publisher.publish('user.changed', again);
    await publisher.publish('user.changed', aUserChanged('Us2'));

    await eventually(() => expect(handled).toHaveLength(2));
    expect(handled[0]).toBe(again.eventId);
    expect(await bus.countEvents()).toBe(2);
  });

  it('sends no event its consumers would refuse', async () => {
    await expect(publisher.publish('user.changed', { accountId: 'AcTest', changes: [] })).rejects.toThrow(
      /^user\.changed is not valid: changes \(/,
    );
    expect(await bus.countEvents()).toBe(0);
  });

  it('finishes what is in hand when it shuts down, and leaves nothing to be delivered again', async () => {
    const gate = aGate();
    const handled: string[] = [];
    const controller = handling(async (event) => {
      await gate.opened;
      handled.push(userOf(event));
    });
    const leaving = await start({ controller });
    const [taken, later] = [manyUsers(12).slice(0, 8), manyUsers(12).slice(8)];
    for (const user of taken) await publisher.publish('user.changed', aUserChanged(user));
    await eventually(async () => expect(await bus.countOpen()).toMatchObject({ inHand: 8 }));

    const closing = performance.now();
    const closed = leaving.close();
    // By now a shutdown that doesn't wait would have closed the connection.
    await eventually(() => expect(performance.now() - closing).toBeGreaterThan(500));
    // Another instance takes what comes while the first one still works.
    await start({ controller: handling((event) => void handled.push(userOf(event))) });
    for (const user of later) await publisher.publish('user.changed', aUserChanged(user));
    await eventually(() => expect(handled).toEqual(later));
    gate.open();
    await closed;

    await eventually(async () => expect(await bus.countOpen()).toEqual(settled));
    expect(handled.sort()).toEqual(manyUsers(12).sort());
  });

  it('shuts down in time although a handler hangs, whose event goes to another instance', async () => {
    const handled: string[] = [];
    const hanging = handling(() => new Promise<void>(() => undefined));
    const leaving = await start({ controller: hanging, tuning: quick({ drainMs: 200, ackWaitMs: 1_000 }) });
    await publisher.publish('user.changed', aUserChanged('hung'));
    await eventually(async () => expect(await bus.countOpen()).toMatchObject({ inHand: 1 }));
    await leaving.close();

    await start({
      controller: handling((event) => void handled.push(userOf(event))),
      tuning: quick({ ackWaitMs: 1_000 }),
    });
    await eventually(() => expect(handled).toEqual(['hung']));
  });

  it('goes on after its consumer, or the whole stream, was deleted', async () => {
    const handled: string[] = [];
    await start({ controller: handling((event) => void handled.push(userOf(event))) });
    await publisher.publish('user.changed', aUserChanged('before'));
    await eventually(() => expect(handled).toEqual(['before']));

    await bus.manager.consumers.delete(EVENTS, 'tester--user_changed');
    await eventually(() => bus.countOpen());
    await bus.manager.streams.delete(EVENTS);
    await publisher.publish('user.changed', aUserChanged('after'));
    await eventually(() => expect(handled).toContain('after'));
  });

  it('brings a consumer made by an older version up to date', async () => {
    await ensureConsumer(bus.manager, { service: 'tester', subject: 'user.changed', ackWaitMs: 1_000 });
    await ensureConsumer(bus.manager, { service: 'tester', subject: 'user.changed', ackWaitMs: 3_000 });
    const { config } = await bus.manager.consumers.info(EVENTS, 'tester--user_changed');
    expect(config).toMatchObject({ ack_wait: 3_000_000_000, max_deliver: -1, filter_subject: 'user.changed' });
  });

  it('keeps a subject that another version added to the stream', async () => {
    const { config } = await bus.manager.streams.info(EVENTS);
    await bus.manager.streams.update(EVENTS, { subjects: [...config.subjects, 'user.forgotten'], max_age: 0 });
    await start({ controller: handling(() => undefined) });
    await eventually(async () => {
      const { config: now } = await bus.manager.streams.info(EVENTS);
      expect(now.max_age).toBe(config.max_age);
      expect(now.subjects).toContain('user.forgotten');
    });
  });

  it('handles an event in the trace it was published in', async () => {
    const traces: (string | undefined)[] = [];
    await start({ controller: handling(() => void traces.push(currentTraceId())) });
    const traceId = await runInTrace(undefined, async () => {
      await publisher.publish('user.changed', aUserChanged());
      return currentTraceId();
    });
    await eventually(() => expect(traces).toEqual([traceId]));
  });
});

const slow = { failureDelaysMs: [], infrastructureDelayMs: { first: 20, longest: 40 } };

function waits(times: number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
}
