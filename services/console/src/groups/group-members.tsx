import { Anchor, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { answer, api } from '../api/client.js';
import type { Member } from '../api/shapes.js';
import { Columns } from '../elements/columns.js';
import { Empty } from '../elements/empty.js';
import { Page } from '../elements/page.js';
import { Paged } from '../elements/paged.js';
import { ScrollingTable } from '../elements/scrolling-table.js';
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
          <ScrollingTable label={title} miw={420} verticalSpacing="xs">
            <Columns names={texts.memberColumns} />
            <Table.Tbody>
              {members.map((member) => (
                <Table.Tr key={member.userId}>
                  <Table.Th scope="row" fw={500}>
                    <Anchor component={Link} to={`/people/${member.userId}`}>
                      <bdi>{member.name}</bdi>
                    </Anchor>
                  </Table.Th>
                  <Table.Td>{member.email ?? people.noEmail}</Table.Td>
                  <Table.Td>
                    <UserStatus status={member.status} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </ScrollingTable>
        )}
      </Paged>
    </Page>
  );
}
