import type { FieldChange, Provider } from '@rollcall/contracts';
import type { Fields } from './users.schema.js';

export interface FieldsChanged {
  fields: Fields;
  changes: FieldChange[];
}

/**
 * What the values of a directory user make of a user's fields. A field whose Sync updates is off (`writeOnce`) is
 * written only while it is empty and was never synced; any other takes the directory's value. An empty value is stored only
 * in place of another: a field that never had one has not been synced.
 */
export function changeFields(
  before: Fields,
  values: Record<string, string | null>,
  { provider, writeOnce, at }: { provider: Provider; writeOnce: ReadonlySet<string>; at: string },
): FieldsChanged {
  const fields = { ...before };
  const changes: FieldChange[] = [];
  for (const [field, to] of Object.entries(values)) {
    const old = before[field];
    const from = old?.value ?? null;
    if (from === to) continue;
    if (writeOnce.has(field) && old !== undefined && (from !== null || old.from === provider)) continue;
    fields[field] = { value: to, from: provider, at };
    changes.push({ field, from, to });
  }
  return { fields, changes };
}
