/** Errors whose messages quote stored or given values: `dup key: { email: … }`, `Cast to string failed for value …`. */
const quotesValues = /^(Mongo|Bulk|Cast|Validat|StrictMode|Version|SyntaxError)/;

const LONGEST = 500;

/** An error's class and message for logs and headers. A message that quotes values is replaced by the error's code. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  if (!quotesValues.test(error.name)) return `${error.name}: ${error.message.slice(0, LONGEST)}`;
  return 'code' in error && typeof error.code === 'number' ? `${error.name} (code ${error.code})` : error.name;
}

/** The same with the places in the code, and those of what caused it: the log line of an unexpected error. */
export function describeWithStack(error: unknown): string {
  const lines = [describeError(error)];
  if (error instanceof Error) {
    // V8 puts the message, which may hold values, in front of the frames.
    lines.push(...(error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)));
    if (error.cause !== undefined) lines.push(`Caused by ${describeWithStack(error.cause)}`);
  }
  return lines.join('\n');
}
