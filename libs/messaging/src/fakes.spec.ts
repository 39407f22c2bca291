import { UserChanged } from '@rollcall/contracts';
import { InvalidMessageError, RefusedError, UnavailableError } from './errors.js';
import { FakeOutbox } from './fake-outbox.js';
import { FakeRpcClient } from './fake-rpc.client.js';
import type { Transaction } from './outbox.repository.js';
import { validate } from './validate.js';

const request = { accountId: 'AcTest', runId: '0b3c8a52-6c86-4d5f-9d6c-0c6c5a1d9a10' };

describe(FakeRpcClient, () => {
  it('answers as told, and remembers what it was asked', async () => {
    const sut = new FakeRpcClient().answer('rpc.runs.cancel', ({ runId }) => ({ cancelled: runId === request.runId }));
    await expect(sut.request('rpc.runs.cancel', request)).resolves.toEqual({ cancelled: true });
    expect(sut.requestsTo('rpc.runs.cancel')).toEqual([request]);
    expect(sut.requestsTo('rpc.runs.get')).toEqual([]);
  });

  it('lets errors of the other service through', async () => {
    const refusal = new RefusedError('run-finished', 'the run is finished');
    const sut = new FakeRpcClient().answer('rpc.runs.cancel', () => Promise.reject(refusal));
    await expect(sut.request('rpc.runs.cancel', request)).rejects.toBe(refusal);
  });

  it('is unavailable where nobody answers', async () => {
    await expect(new FakeRpcClient().request('rpc.runs.cancel', request)).rejects.toBeInstanceOf(UnavailableError);
  });

  it('refuses a request the other service would refuse as invalid', async () => {
    const sut = new FakeRpcClient().answer('rpc.runs.cancel', () => ({ cancelled: true }));
    await expect(sut.request('rpc.runs.cancel', { ...request, runId: 'x' })).rejects.toBeInstanceOf(
      InvalidMessageError,
    );
  });

  it('does not ask once it is aborted', async () => {
    const sut = new FakeRpcClient().answer('rpc.runs.cancel', () => ({ cancelled: true }));
    await expect(sut.request('rpc.runs.cancel', request, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/);
    expect(sut.requests).toEqual([]);
  });

  it('gives copies, as the bus does', async () => {
    const reply = { cancelled: true };
    const sut = new FakeRpcClient().answer('rpc.runs.cancel', () => reply);
    expect(await sut.request('rpc.runs.cancel', request)).not.toBe(reply);
  });
});

describe(FakeOutbox, () => {
  const transaction = {} as Transaction;
  const changes = [{ userId: 'Us1', version: 1, change: 'created' as const, fields: [] }];

  it('keeps events until they are flushed, with their envelope', async () => {
    const sut = new FakeOutbox();
    await sut.add(transaction, 'user.changed', { accountId: 'AcTest', changes });
    expect(sut.published).toEqual([]);
    sut.flush();
    expect(sut.stored).toEqual([]);
    expect(sut.published).toMatchObject([{ subject: 'user.changed', event: { accountId: 'AcTest', changes } }]);
    expect(() => validate(UserChanged, sut.published[0]?.event)).not.toThrow();
  });

  it('refuses an event its consumers would refuse', async () => {
    const sut = new FakeOutbox();
    await expect(sut.add(transaction, 'user.changed', { accountId: 'AcTest', changes: [] })).rejects.toBeInstanceOf(
      InvalidMessageError,
    );
  });
});
