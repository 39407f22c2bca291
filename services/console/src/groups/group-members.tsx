import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { answer, api } from '../api/client.js';
import type { Member } from '../api/shapes.js';
import { DataTable } from '../elements/data-table.js';
import { Empty } from '../elements/empty.js';
import { Page } from '../elements/page.js';
import { Paged } from '../elements/paged.js';
import { usePages } from '../elements/use-pages.js';
import { UserStatus } from '../people/user-status.js';
import { groups as texts, people } from '../texts/people.js';
import { shell } from '../texts/shell.js';

const SHOWN = 50;
const trail = [{ title: shell.sections.userManagement }, { title: shell.pages.groups, to: '/groups' }];

export function GroupMembers() {
  const { groupId = '' } = useParams();
  const params = { path: { groupId } };
  const { data: group } = useQuery({
    queryKey: ['groups', groupId],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/groups/{groupId}', { params, signal })),
  });
  const title = group === undefined ? texts.membersTitle : texts.members(group.name);
  const pages = usePages<Member>(['groups', groupId, 'members'], (cursor, signal) => {
    const query = { cursor, limit: SHOWN };
    return answer(api.GET('/api/v1/groups/{groupId}/members', { params: { ...params, query }, signal }));
  });
  return (
    <Page title={title} trail={trail}>
      <Paged pages={pages} empty={<Empty title={texts.noMembers} />}>
        {(members) => (
          <DataTable
            label={title}
            columns={texts.memberColumns}
            items={members}
            keyOf={({ userId }) => userId}
            cells={({ userId, name, email, status }) => ({
              name: (
                <Anchor component={Link} to={`/people/${userId}`}>
                  <bdi>{name}</bdi>
                </Anchor>
              ),
              email: email ?? people.noEmail,
              status: <UserStatus status={status} />,
            })}
          />
        )}
      </Paged>
    </Page>
  );
}
