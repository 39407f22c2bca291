interface LogEntry {
  s: string;
  c: string;
  id: number;
  msg: string;
  attr?: unknown;
}

/** Log ids are stable across versions, texts are not: https://www.mongodb.com/docs/manual/reference/log-messages/ */
const WAITING_FOR_CONNECTIONS = 23016;
const SHOWN = 12;

export function isMongodReady(line: string): boolean {
  return parse(line)?.id === WAITING_FOR_CONNECTIONS;
}

/** mongod tells of its shutdown at length after the one line that matters: errors first, else the end of the log. */
export function explainMongodLog(lines: string[]): string[] {
  const grave = lines.filter((line) => ['E', 'F'].includes(parse(line)?.s ?? 'E'));
  return (grave.length > 0 ? grave : lines).slice(-SHOWN).map(readable);
}

function readable(line: string): string {
  const entry = parse(line);
  return entry ? `${entry.s} ${entry.c} ${entry.msg} ${JSON.stringify(entry.attr ?? {})}` : line;
}

function parse(line: string): LogEntry | undefined {
  try {
    return JSON.parse(line) as LogEntry;
  } catch {
    return undefined;
  }
}
