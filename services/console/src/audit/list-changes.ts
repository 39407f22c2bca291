import { audit as texts } from '../texts/notifications.js';

/** What a setting was and what it is; nested ones by their path, such as `schedule.time`. */
export interface Change {
  field: string;
  from?: string;
  to?: string;
}

type Values = Readonly<Record<string, unknown>>;

/** What differs between two states, each field by itself. */
export function listChanges(before: Values = {}, after: Values = {}): Change[] {
  const was = flatten(before);
  const is = flatten(after);
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((field) => {
    const [from, to] = [was.get(field), is.get(field)];
    return from === to ? [] : [{ field, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
  });
}

function flatten(values: Values, path = ''): Map<string, string> {
  return new Map(
    Object.entries(values).flatMap(([name, value]) => {
      const field = path + name;
      const isNested = typeof value === 'object' && value !== null && !Array.isArray(value);
      return isNested ? [...flatten(value as Values, `${field}.`)] : [[field, toText(value)] as const];
    }),
  );
}

/** As people say it: groups by their names, rows of a mapping by what feeds what. */
function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(toText).join(', ');
  const { name, source, target } = (value ?? {}) as Values;
  if (typeof name === 'string') return name;
  if (typeof source === 'string' && typeof target === 'string') return `${source} to ${target}`;
  return JSON.stringify(value);
}
