const levels: Record<number, string> = { 10: 'TRACE', 20: 'DEBUG', 30: 'INFO', 40: 'WARN', 50: 'ERROR', 60: 'FATAL' };

/** From this level on a line is worth somebody's look. */
export const WARNING = 40;

export interface LogLine {
  level: number;
  text: string;
}

/** One line of a service's JSON log, for a person: level, where in the service, message. Other lines stay as they are. */
export function formatLogLine(line: string): LogLine {
  const entry = parse(line);
  if (!entry) return { level: 50, text: line };
  const { level, context, msg, err } = entry;
  const where = typeof context === 'string' ? `[${context}] ` : '';
  const why = isError(err) ? `: ${err.message}` : '';
  return { level, text: `${(levels[level] ?? String(level)).padEnd(5)} ${where}${msg ?? ''}${why}` };
}

interface Entry {
  level: number;
  context?: unknown;
  msg?: string;
  err?: unknown;
}

function parse(line: string): Entry | undefined {
  try {
    const entry = JSON.parse(line) as unknown;
    return typeof entry === 'object' && entry !== null && 'level' in entry ? (entry as Entry) : undefined;
  } catch {
    return undefined;
  }
}

const isError = (value: unknown): value is { message: string } =>
  typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
