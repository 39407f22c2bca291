import { createHash } from 'node:crypto';
import type { MappingRow, RowFormat } from '@rollcall/contracts';

/** What a test of a mapping depends on. `fieldsVersion` is the version of the catalogue of user fields. */
interface Hashed {
  rows: readonly MappingRow[];
  tenantId: string;
  fieldsVersion: number;
}

/** Equal for mappings that do the same to the same tenant, however their objects were written down. */
export function mappingHash({ rows, tenantId, fieldsVersion }: Hashed): string {
  const lines = rows.map((row) => [
    row.source,
    row.fallbacks ?? [],
    row.target,
    row.syncUpdates,
    row.default?.trim() ?? '',
    // Nothing at all where there is none: mappings without a format keep the hash they were tested under.
    ...(row.format ? [formatLine(row.format)] : []),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([tenantId, fieldsVersion, lines]))
    .digest('hex');
}

function formatLine({ date, number, yes, no, options }: RowFormat): unknown[] {
  const values = options?.map(({ value, option }) => [value, option]);
  return [date, number, yes, no, values].map((part) => part ?? null);
}
