import { errors as nats } from '@nats-io/nats-core';
import { UnavailableError } from './errors.js';

/** Errors that say "the database is away, or changes its primary", whichever copy of the driver they come from. */
const mongoNames = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
  'MongoPoolClosedError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoWaitQueueTimeoutError',
  'MongoOperationTimeoutError',
]);

/** Set by the server or the driver where the same operation may work on another try. */
const mongoLabels = [
  'TransientTransactionError',
  'UnknownTransactionCommitResult',
  'RetryableWriteError',
  'RetryableError',
  'ResetPool',
];

/** Not primary, primary stepped down, shutting down. https://github.com/mongodb/specifications (SDAM, "not primary") */
const mongoCodes = new Set([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

const natsErrors = [
  nats.AuthorizationError,
  nats.ClosedConnectionError,
  nats.ConnectionError,
  nats.DrainingConnectionError,
  nats.NoRespondersError,
  nats.RequestError,
  nats.TimeoutError,
];

const DEPTH = 5;

/** Whether an error, or what caused it, means that the bus or the database is away rather than that the work is wrong. */
export function isInfrastructure(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < DEPTH && current instanceof Error; depth += 1) {
    if (isItself(current)) return true;
    current = current.cause;
  }
  return false;
}

function isItself(error: Error): boolean {
  if (error instanceof UnavailableError || natsErrors.some((type) => error instanceof type)) return true;
  if (mongoNames.has(error.name)) return true;
  // mongoose holds calls back until it is connected, and gives up with a general error.
  if (error.name === 'MongooseError' && error.message.includes('buffering timed out')) return true;
  if (!error.name.startsWith('Mongo')) return false;
  if ('code' in error && typeof error.code === 'number' && mongoCodes.has(error.code)) return true;
  return hasLabels(error) && mongoLabels.some((label) => error.hasErrorLabel(label));
}

function hasLabels(error: Error): error is Error & { hasErrorLabel(label: string): boolean } {
  return 'hasErrorLabel' in error && typeof error.hasErrorLabel === 'function';
}
