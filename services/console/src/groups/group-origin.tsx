import { Text } from '@mantine/core';
import type { UserGroup } from '../api/shapes.js';
import { groups as texts, people } from '../texts/people.js';

/** Where a group comes from, and whether it is still kept in step. */
export function GroupOrigin({ group: { provider, detached } }: { group: UserGroup }) {
  return (
    <>
      {people.origin(provider)}
      {detached === true && (
        <Text size="xs" c="dimmed">
          {texts.detached}
        </Text>
      )}
    </>
  );
}
