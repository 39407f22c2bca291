import { errors as nats } from '@nats-io/nats-core';
import { InvalidMessageError, RefusedError, RetryLaterError, UnavailableError } from './errors.js';
import { isRealFailure, settle } from './settle.js';

const once = { failures: 0, deliveries: 1 };

function aMongoError(name: string, more: object = {}): Error {
  return Object.assign(new Error('away'), { name, ...more });
}

describe(settle, () => {
  it.each([
    [1, 1_000],
    [2, 5_000],
    [3, 30_000],
    [4, 120_000],
  ])('lets an event come again after failure %i in %i ms', (failures, delayMs) => {
    const sut = settle(new Error('broken'), { failures, deliveries: 40 });
    expect(sut).toEqual({ action: 'retry', delayMs, because: 'failure' });
  });

  it('dead-letters an event whose handler failed a fifth time', () => {
    expect(settle(new Error('broken'), { failures: 5, deliveries: 5 })).toEqual({
      action: 'deadLetter',
      because: 'failure',
    });
  });

  it('treats a refusal that the handler did not expect as a failure', () => {
    const refused = new RefusedError('not-found', 'no such run');
    expect(settle(refused, { failures: 1, deliveries: 1 })).toMatchObject({ because: 'failure' });
    expect(isRealFailure(refused)).toBe(true);
  });

  it('dead-letters at once what can never work', () => {
    expect(settle(new InvalidMessageError('bad'), once)).toEqual({ action: 'deadLetter', because: 'invalid' });
  });

  it('waits as long as it is asked to, however often', () => {
    const later = new RetryLaterError(123_456, 'throttled');
    expect(settle(later, { failures: 99, deliveries: 99 })).toEqual({
      action: 'retry',
      delayMs: 123_456,
      because: 'asked',
    });
    expect(isRealFailure(later)).toBe(false);
  });

  it.each([
    [1, 1_000],
    [2, 2_000],
    [5, 16_000],
    [6, 30_000],
    [100_000, 30_000],
  ])('retries for ever while infrastructure is away: delivery %i waits %i ms', (deliveries, delayMs) => {
    const sut = settle(new UnavailableError('bus away'), { failures: 99, deliveries });
    expect(sut).toEqual({ action: 'retry', delayMs, because: 'infrastructure' });
  });

  it.each([
    ['a database that is not reached', aMongoError('MongoServerSelectionError')],
    ['a broken connection to the database', aMongoError('MongoNetworkError')],
    ['a cleared pool', aMongoError('MongoPoolClearedError')],
    ['a node that is not primary', aMongoError('MongoServerError', { code: 10107 })],
    [
      'a transaction to be repeated',
      aMongoError('MongoServerError', { hasErrorLabel: (label: string) => label === 'TransientTransactionError' }),
    ],
    [
      'mongoose before it is connected',
      aMongoError('MongooseError', { message: 'Operation `users.find()` buffering timed out after 10000ms' }),
    ],
    ['a time-out on the bus', new nats.TimeoutError()],
    ['a closed connection to the bus', new nats.ClosedConnectionError()],
    ['nobody there', new nats.NoRespondersError('rpc.users.get')],
    [
      'any of them as the cause',
      new Error('page not stored', { cause: new Error('x', { cause: aMongoError('MongoNetworkError') }) }),
    ],
  ])('counts %s as infrastructure', (_name, error) => {
    expect(settle(error, { failures: 99, deliveries: 1 })).toMatchObject({ because: 'infrastructure' });
    expect(isRealFailure(error)).toBe(false);
  });

  it.each([
    ['a duplicate key', aMongoError('MongoServerError', { code: 11000, hasErrorLabel: () => false })],
    ['a bug', new TypeError('x is not a function')],
    ['something thrown that is no error', 'oops'],
  ])('counts %s as a failure', (_name, error) => {
    expect(settle(error, { failures: 1, deliveries: 1 })).toMatchObject({ because: 'failure' });
  });
});
