import { Anchor, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Run } from '../api/shapes.js';
import { formatNumber } from '../formats/format-number.js';
import { actions, runs as texts } from '../texts/runs.js';

/** What a run did, in numbers; each leads to the people. */
export function CountsLine({ run: { runId, counts } }: { run: Run }) {
  if (!counts) return null;
  return (
    <Group gap="md">
      {actions
        .filter((action) => counts[action] > 0)
        .map((action) => (
          <Anchor key={action} component={Link} to={`/sync-runs/${runId}?outcome=${action}`}>
            {texts.actions[action]} {formatNumber(counts[action])}
          </Anchor>
        ))}
      {/* Of those who were not read nothing is known. */}
      {counts.unchanged > 0 && (
        <Text c="dimmed">
          {texts.unchanged} {formatNumber(counts.unchanged)}
        </Text>
      )}
    </Group>
  );
}
