import type { Msg } from '@nats-io/nats-core';
import { Controller, type INestApplication, type Type } from '@nestjs/common';
import type { Answer, CancelRun } from '@rollcall/contracts';
import { eventually, testServers } from '@rollcall/servers';
import { Answers } from './decorators.js';
import { InvalidMessageError, RefusedError, RetryLaterError, UnavailableError } from './errors.js';
import { RequestServer } from './request-server.js';
import { RpcClient } from './rpc.client.js';
import { aGate } from './testing/builders.js';
import { startService } from './testing/start-service.js';
import { TestBus } from './testing/test-bus.js';
import { currentTraceId, runInTrace } from './trace.js';

type Cancelled = { cancelled: boolean };
type Answering = (request: CancelRun) => Cancelled | Promise<Cancelled>;

const request = { accountId: 'AcTest', runId: '0b3c8a52-6c86-4d5f-9d6c-0c6c5a1d9a10' };

function answering(answer: Answering): Type {
  @Controller()
  class CancelController {
    @Answers('rpc.runs.cancel')
    async cancel(asked: CancelRun): Promise<Cancelled> {
      return answer(asked);
    }
  }
  return CancelController;
}

describe(RequestServer, () => {
  let client: RpcClient;
  let bus: TestBus;
  const running: INestApplication[] = [];

  const start = async (answer: Answering) => {
    const app = await startService({ service: 'sync-runner', controller: answering(answer) });
    running.push(app);
    return app;
  };
  const cancel = (settings = {}) => client.request('rpc.runs.cancel', request, settings);
  const askRaw = async (payload: string): Promise<Msg> =>
    bus.connection.request('rpc.runs.cancel', payload, { timeout: 10_000 });

  beforeEach(async () => {
    bus = await TestBus.open(testServers().natsUrl);
    const app = await startService({ service: 'gateway' });
    running.push(app);
    client = app.get(RpcClient);
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((app) => app.close()));
    await bus.close();
  });

  it('gives the request to the method that answers it, and its reply to the caller', async () => {
    await start(({ runId, accountId }) => ({ cancelled: runId === request.runId && accountId === 'AcTest' }));
    await expect(cancel()).resolves.toEqual({ cancelled: true });
  });

  it('lets one instance of a service answer each request', async () => {
    const answered: [number, number] = [0, 0];
    for (const index of [0, 1] as const) {
      await start(() => {
        answered[index] += 1;
        return { cancelled: true };
      });
    }
    await Promise.all(Array.from({ length: 100 }, () => cancel()));
    expect(answered[0] + answered[1]).toBe(100);
    expect(Math.min(...answered)).toBeGreaterThan(0);
  });

  it('lets a refusal cross with its code, words and details', async () => {
    await start(() => {
      throw new RefusedError('run-finished', 'The run is finished.', { finishedAt: '10:00' });
    });
    const error = await cancel().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RefusedError);
    expect(error).toMatchObject({
      code: 'run-finished',
      message: 'The run is finished.',
      details: { finishedAt: '10:00' },
    });
  });

  it('lets retry later cross with its wait, and with what there is to wait for', async () => {
    await start(() => {
      throw new RetryLaterError(17_000, 'throttled', { code: 'directory-throttled' });
    });
    const error = await cancel().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RetryLaterError);
    expect(error).toMatchObject({ waitMs: 17_000, message: 'throttled', code: 'directory-throttled' });
  });

  it('names what is wrong with a request, and asks no method', async () => {
    let asked = 0;
    await start(() => {
      asked += 1;
      return { cancelled: true };
    });
    const error = await client
      .request('rpc.runs.cancel', { ...request, runId: 'secret' })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidMessageError);
    expect(error).toMatchObject({ message: 'rpc.runs.cancel is not valid: runId (runId must be a UUID)' });
    expect(asked).toBe(0);
  });

  it('answers a request that is not JSON', async () => {
    await start(() => ({ cancelled: true }));
    const answer = (await askRaw('{')).json<Answer<Cancelled>>();
    expect(answer).toEqual({
      ok: false,
      kind: 'invalid',
      message: 'rpc.runs.cancel is not valid: its payload is not JSON',
    });
  });

  it('tells nothing of an unexpected error but that there was one', async () => {
    await start(() => {
      throw new Error('password=hunter2');
    });
    const error = await cancel().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'Error',
      message: "rpc.runs.cancel failed: internal error (see the service's log)",
    });
  });

  it('asks to come back where its own database or bus is away', async () => {
    await start(() => {
      throw Object.assign(new Error('connect ECONNREFUSED'), { name: 'MongoServerSelectionError' });
    });
    const error = await cancel().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RetryLaterError);
    expect(error).toMatchObject({ message: "sync-runner can't reach what it needs just now" });
  });

  it('says at once that nobody is there', async () => {
    const begun = performance.now();
    const error = await cancel().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ message: 'nobody answers rpc.runs.cancel' });
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it('waits no longer than the time-out', async () => {
    const gate = aGate();
    await start(async () => {
      await gate.opened;
      return { cancelled: true };
    });
    const error = await cancel({ timeoutMs: 100 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ message: 'rpc.runs.cancel was not answered within 100 ms' });
    gate.open();
  });

  it('stops waiting when it is aborted', async () => {
    const gate = aGate();
    const asked = aGate();
    await start(async () => {
      asked.open();
      await gate.opened;
      return { cancelled: true };
    });
    const abort = new AbortController();
    const waiting = cancel({ signal: abort.signal });
    await asked.opened;
    abort.abort(new Error('the run lost its lease'));
    await expect(waiting).rejects.toThrow('the run lost its lease');
    await expect(cancel({ signal: abort.signal })).rejects.toThrow('the run lost its lease');
    gate.open();
  });

  it('fails in words where the reply is more than the bus carries', async () => {
    await start(() => ({ cancelled: true, much: 'x'.repeat(9 * 1024 * 1024) }));
    await expect(cancel()).rejects.toThrow(
      /^rpc.runs.cancel failed: the reply is \d+ bytes, more than the 8388608 the bus carries$/,
    );
  });

  it('refuses in words to send more than the bus carries', async () => {
    const actor = { userId: 'Us1', name: 'x'.repeat(9 * 1024 * 1024), role: 'SuperAdmin' as const };
    await expect(client.request('rpc.runs.cancel', { ...request, actor })).rejects.toThrow(InvalidMessageError);
  });

  it('answers what it has in hand before it shuts down', async () => {
    const gate = aGate();
    const asked = aGate();
    const leaving = await start(async () => {
      asked.open();
      await gate.opened;
      return { cancelled: true };
    });
    const waiting = cancel();
    await asked.opened;
    const closed = leaving.close();
    await eventually(() => expect(askRaw('{')).rejects.toThrow());
    gate.open();
    await expect(waiting).resolves.toEqual({ cancelled: true });
    await closed;
  });

  it('answers in the trace it was asked in', async () => {
    const traces: (string | undefined)[] = [];
    await start(() => {
      traces.push(currentTraceId());
      return { cancelled: true };
    });
    const traceId = await runInTrace(undefined, async () => {
      await cancel();
      return currentTraceId();
    });
    expect(traces).toEqual([traceId]);
  });
});
