import { randomUUID } from 'node:crypto';
import { getConnectionToken } from '@nestjs/mongoose';
import type { AuditRecorded, SyncFailed, SyncFinished, SyncRequested } from '@rollcall/contracts';
import { EventPublisher, Live, RetryLaterError, RpcClient } from '@rollcall/messaging';
import { eventually } from '@rollcall/servers';
import type { Connection } from 'mongoose';
import { Environment } from '../environment.js';
import { RemovalsRepository } from '../removals/removals.repository.js';
import { accountId, people } from '../testing/builders.js';
import { type App, aRequest, Gate, hear, startOthers, startRunner } from '../testing/running.js';
import { World, worldSubjects } from '../testing/world.js';
import { Lease } from './lease.js';
import { ChangedPeopleRepository } from './changed-people.repository.js';
import { RunsRepository } from './runs.repository.js';
import type { RunDocument } from './runs.schema.js';
import { SyncService } from './sync.service.js';

describe('runs', () => {
  let world: World;
  let others: App;
  let mongo: Connection;
  let finished: SyncFinished[];
  let failed: SyncFailed[];
  const runners: App[] = [];

  let database: string;

  const start = async (more: Record<string, string> = {}) => {
    const app = await startRunner({ DATABASE_PREFIX: database, ...more });
    runners.push(app);
    mongo = app.get<Connection>(getConnectionToken());
    return app;
  };
  const request = (...requests: SyncRequested[]) =>
    Promise.all(requests.map((event) => others.get(EventPublisher).publish('sync.requested', event)));
  const get = (runId: string) => others.get(RpcClient).request('rpc.runs.get', { accountId, runId });
  const cancel = (runId?: string) =>
    others.get(RpcClient).request('rpc.runs.cancel', { accountId, ...(runId !== undefined && { runId }) });
  const runs = () => mongo.collection<RunDocument>('runs');
  const ended = (runId: string) =>
    eventually(async () => {
      const run = await get(runId);
      expect(run?.finishedAt).toBeDefined();
      return run;
    });
  /** Holds the answer to the n-th page that is asked for. */
  const holdPage = (n: number) => {
    const gate = new Gate();
    let asked = 0;
    world.rpc.answer('rpc.directory.page', async (page) => {
      asked += 1;
      if (asked === n) await gate.pass();
      return world.directory.page(page);
    });
    return gate;
  };

  beforeEach(async () => {
    database = `runs_${randomUUID().slice(0, 8)}`;
    world = new World();
    world.directory.add(...people('ana', 'ben', 'eva', 'jo', 'kim'));
    others = await startOthers(world.rpc, worldSubjects);
    finished = hear(others, 'sync.finished');
    failed = hear(others, 'sync.failed');
  });

  afterEach(async () => {
    await Promise.all(runners.splice(0).map((app) => app.close()));
    await others.close();
  });

  it('makes one run of two requests at once, with two processes', async () => {
    await start();
    await start();
    const [one, other] = [aRequest(), aRequest()];
    await request(one, other);

    const run = await ended(one.runId);
    expect(run).toMatchObject({ status: 'success', mode: 'full', revision: 3, trigger: 'manual' });
    expect(run?.counts).toMatchObject({ read: 5, added: 5 });
    expect(await get(other.runId)).toEqual(run);
    expect(await runs().countDocuments()).toBe(1);
    expect(world.rpc.requestsTo('rpc.users.apply')).toHaveLength(3);
    await eventually(() => expect(finished).toHaveLength(1));
    expect(finished[0]).toMatchObject({
      accountId,
      runId: run?.runId,
      status: 'success',
      trigger: 'manual',
      notices: [],
      notify: ['UsAdmin'],
    });
  });

  it('queues one more run while one is running, and the next joins that', async () => {
    await start();
    const gate = holdPage(2);
    const [running, queued, joining] = [aRequest(), aRequest({ trigger: 'schedule' }), aRequest()];
    await request(running);
    await eventually(() => expect(gate.waiting).toBe(1));
    await request(queued);
    await eventually(async () => expect((await get(queued.runId))?.status).toBe('queued'));
    await request(joining);
    await eventually(async () => expect((await get(joining.runId))?.runId).toBe(queued.runId));
    gate.release();
    expect(await ended(joining.runId)).toMatchObject({
      runId: queued.runId,
      trigger: 'schedule',
      counts: { unchanged: 5 },
    });
    expect(await runs().countDocuments()).toBe(2);
  });

  it('makes one run of an event that comes again and again', async () => {
    await start();
    const event = aRequest();
    await request(event, { ...event, eventId: randomUUID() });
    await ended(event.runId);
    await request({ ...event, eventId: randomUUID() });
    const next = aRequest();
    await request(next);
    await ended(next.runId);
    expect(await runs().countDocuments()).toBe(2);
  });

  it('answers null for a run it does not know', async () => {
    await start();
    expect(await get(randomUUID())).toBeNull();
  });

  it('tells of a failure with the words and those to be told', async () => {
    await start();
    world.rpc.answer('rpc.connection.get', () => null);
    const event = aRequest();
    await request(event);
    const run = await ended(event.runId);
    expect(run).toMatchObject({ status: 'failure', failure: { cause: 'not-connected' } });
    await eventually(() => expect(failed).toHaveLength(1));
    expect(failed[0]).toMatchObject({ runId: event.runId, notify: ['UsAdmin'], failure: run?.failure });
  });

  it('hands its run to another process at once when it is told to end', async () => {
    const first = await start({ LEASE_MS: '60000' });
    const gate = holdPage(2);
    const event = aRequest();
    await request(event);
    await eventually(async () => expect((await get(event.runId))?.progress.people).toBe(2));
    await start();
    await first.close();
    runners.splice(runners.indexOf(first), 1);
    gate.release();
    expect(await ended(event.runId)).toMatchObject({ status: 'success', counts: { read: 5, added: 5 } });
    expect(world.rpc.requestsTo('rpc.users.apply').map(({ position }) => position.page)).toEqual([0, 1, 2]);
  });

  it('goes on from the checkpoint of a runner that died, when its lease has run out', async () => {
    const idle = await start({ CLAIM_INTERVAL_MS: '60000', JOIN_MS: '60000' });
    const event = aRequest();
    await request(event);
    await eventually(async () => expect(await get(event.runId)).not.toBeNull());
    await dieAfterOnePage(idle);
    await start();
    expect(await ended(event.runId)).toMatchObject({ status: 'success', counts: { read: 5, added: 5 } });
    expect(world.rpc.requestsTo('rpc.users.apply').map(({ position, run }) => [run.fence, position.page])).toEqual([
      [1, 0],
      [2, 1],
      [2, 2],
    ]);
  });

  it('lets a runner that still believes in its lease write nothing once another has the run', async () => {
    const idle = await start({ CLAIM_INTERVAL_MS: '60000', JOIN_MS: '60000' });
    const event = aRequest();
    await request(event);
    await eventually(async () => expect(await get(event.runId)).not.toBeNull());

    // A frozen process, at its worst: it wakes up with an answer in its hands and no idea how long it slept.
    const gate = holdPage(2);
    const repository = idle.get(RunsRepository);
    const run = await repository.claim(1, 0);
    if (!run) throw new Error('there was nothing to claim');
    const lease = new Lease({ renew: () => new Promise(() => undefined), leaseMs: 600_000, since: performance.now() });
    const frozen = idle.get(SyncService).carryOut(run, lease);
    await eventually(() => expect(gate.waiting).toBe(1));

    await start();
    const result = await ended(event.runId);
    const before = await runs().findOne({ _id: event.runId });
    gate.release();
    await frozen;
    lease.end(new Error('the test is over'));

    expect(result).toMatchObject({ status: 'success', counts: { read: 5, added: 5 } });
    expect(await runs().findOne({ _id: event.runId })).toEqual(before);
    await eventually(() => expect(finished).toHaveLength(1));
  });

  it('lets an account that is put off wait without its slot, and the others go on', async () => {
    await start({ RUN_SLOTS: '1' });
    let putOff = 0;
    world.rpc.answer('rpc.directory.page', (page) => {
      if (page.accountId !== 'AcThrottled') return world.directory.page(page);
      putOff += 1;
      if (putOff <= 2) throw new RetryLaterError(2_100, 'throttled');
      return world.directory.page(page);
    });
    const throttled = aRequest({ accountId: 'AcThrottled' });
    await request(throttled);
    await eventually(() => expect(putOff).toBe(1));
    const event = aRequest();
    await request(event);
    await ended(event.runId);
    expect(putOff).toBe(1);
    await eventually(async () => expect((await runs().findOne({ _id: throttled.runId }))?.status).toBe('success'));
  });

  describe('cancel', () => {
    it('ends a queued run at once and a running one after its page', async () => {
      const audited = hear<AuditRecorded>(await start(), 'audit.recorded');
      const gate = holdPage(2);
      const [running, queued] = [aRequest(), aRequest()];
      await request(running);
      await eventually(() => expect(gate.waiting).toBe(1));
      await request(queued);
      await eventually(async () => expect((await get(queued.runId))?.status).toBe('queued'));

      expect(await cancel()).toEqual({ cancelled: true });
      expect((await get(queued.runId))?.status).toBe('cancelled');
      gate.release();
      expect(await ended(running.runId)).toMatchObject({ status: 'cancelled', counts: { added: 4, read: 4 } });
      await eventually(() => expect(finished.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']));
      expect(await cancel()).toEqual({ cancelled: false });
      await eventually(() =>
        expect(audited.map(({ action, target }) => [action, target])).toEqual([
          ['Cancelled user sync', queued.runId],
          ['Cancelled user sync', running.runId],
        ]),
      );
    });

    it('is refused for a run that has ended or never was', async () => {
      await start();
      const event = aRequest();
      await request(event);
      await ended(event.runId);
      await expect(cancel(event.runId)).rejects.toMatchObject({ code: 'run-finished' });
      await expect(cancel(randomUUID())).rejects.toMatchObject({ code: 'not-found' });
    });
  });

  it('shows what a run did in the history, the newest first', async () => {
    await start();
    const events = [8, 9].map((hour) => aRequest({ occurredAt: `2025-06-02T0${hour}:00:00.000Z` }));
    for (const event of events) {
      await request(event);
      await ended(event.runId);
    }
    const { items } = await others.get(RpcClient).request('rpc.runs.list', { accountId });
    expect(items.map(({ runId, counts }) => [runId, counts?.added])).toEqual([
      [events[1]?.runId, 0],
      [events[0]?.runId, 5],
    ]);
  });

  /** Carries out the queued run in a process that dies right after its first page, before the next checkpoint. */
  async function dieAfterOnePage(app: App): Promise<void> {
    const repository = app.get(RunsRepository);
    const run = await repository.claim(200, 0);
    if (!run) throw new Error('there was nothing to claim');
    const lease = new Lease({
      renew: () => Promise.reject(new Error('dead')),
      leaseMs: 60_000,
      since: performance.now(),
    });
    const dead = new Error('dead');
    const dying = {
      save: async (...saved: Parameters<RunsRepository['save']>) => {
        const renewal = await repository.save(...saved);
        if (saved[1].checkpoint?.page === 1) lease.end(dead);
        return renewal;
      },
      lastReads: (account: string) => repository.lastReads(account),
      lastDelta: (account: string) => repository.lastDelta(account),
      wholeRuns: (...asked: Parameters<RunsRepository['wholeRuns']>) => repository.wholeRuns(...asked),
      giveBack: () => Promise.reject(dead),
      finish: () => Promise.reject(dead),
    };
    const [removals, changed] = [app.get(RemovalsRepository), app.get(ChangedPeopleRepository)];
    const sync = new SyncService(app.get(RpcClient), dying, removals, changed, app.get(Live), app.get(Environment));
    await sync.carryOut(run, lease).catch(() => undefined);
  }
});
