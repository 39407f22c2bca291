import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { MappingRow } from '../api/shapes.js';
import { fieldMapping as texts } from '../texts/field-mapping.js';
import { suggestionsQuery } from './mapping-queries.js';
import { shortNameOf } from './source-select.js';

/** Attributes that could fill a field, each with the reason; nothing is taken until somebody accepts it. */
export function Suggestions({ target, accept }: { target: string; accept: (row: MappingRow) => void }) {
  const { data: suggestions = [] } = useQuery(suggestionsQuery(target));
  if (suggestions.length === 0) return null;
  return (
    <Group gap="xs" role="group" aria-label={texts.suggestions}>
      <Text size="sm" c="dimmed">
        {texts.suggestions}:
      </Text>
      {suggestions.map(({ row, why }) => (
        <Button key={row.source} size="compact-sm" variant="light" title={why} onClick={() => accept(row)}>
          {shortNameOf(row.source)}
        </Button>
      ))}
    </Group>
  );
}
