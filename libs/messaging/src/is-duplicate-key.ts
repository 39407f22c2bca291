/**
 * Whether MongoDB refused a write because a unique index has that key already; one of many writes is told by an error of
 * another name. https://www.mongodb.com/docs/manual/reference/error-codes/
 */
export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof Error &&
  ['MongoServerError', 'MongoBulkWriteError'].includes(error.name) &&
  'code' in error &&
  error.code === 11000;
