/** Whether MongoDB refused a write because a unique index has that key already: https://www.mongodb.com/docs/manual/reference/error-codes/ */
export const isDuplicateKey = (error: unknown): boolean =>
  error instanceof Error && error.name === 'MongoServerError' && 'code' in error && error.code === 11000;
