import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { answer, api } from '../api/client.js';
import type { UserGroup } from '../api/shapes.js';
import { DataTable } from '../elements/data-table.js';
import { Empty } from '../elements/empty.js';
import { Paged } from '../elements/paged.js';
import { Section } from '../elements/section.js';
import { usePages } from '../elements/use-pages.js';
import { GroupOrigin } from '../groups/group-origin.js';
import { person as texts } from '../texts/people.js';

const SHOWN = 20;

/** The groups a person is in. */
export function PersonGroups({ userId }: { userId: string }) {
  const pages = usePages<UserGroup>(['person', userId, 'groups'], (cursor, signal) => {
    const params = { path: { userId }, query: { cursor, limit: SHOWN } };
    return answer(api.GET('/api/v1/users/{userId}/groups', { params, signal }));
  });
  return (
    <Section title={texts.groups}>
      <Paged pages={pages} empty={<Empty title={texts.noGroups}>{texts.noGroupsText}</Empty>}>
        {(groups) => (
          <DataTable
            label={texts.groupsTable}
            columns={texts.groupColumns}
            items={groups}
            keyOf={({ groupId }) => groupId}
            cells={(group) => ({
              name: (
                <Anchor component={Link} to={`/groups/${group.groupId}`}>
                  <bdi>{group.name}</bdi>
                </Anchor>
              ),
              origin: <GroupOrigin group={group} />,
            })}
          />
        )}
      </Paged>
    </Section>
  );
}
