import type { Configuration, MappingRow } from '../api/shapes.js';

/** What fills a field: the attributes in the order in which they are tried. */
export interface Uses {
  active?: string[];
  draft?: string[];
}

/** Which row of the mapping fills a field, in the active configuration and in the draft. */
export function findUses({ active, draft }: Pick<Configuration, 'active' | 'draft'>, fieldId: string): Uses {
  const found = { active: sourcesOf(active?.rows, fieldId), draft: sourcesOf(draft?.rows, fieldId) };
  return { ...(found.active && { active: found.active }), ...(found.draft && { draft: found.draft }) };
}

function sourcesOf(rows: MappingRow[] | undefined, fieldId: string): string[] | undefined {
  const row = rows?.find(({ target }) => target === fieldId);
  return row && [row.source, ...(row.fallbacks ?? [])];
}
