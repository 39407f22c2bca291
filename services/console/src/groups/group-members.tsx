import { Anchor } from '@mantine/core';
import { Link, useLocation, useParams } from 'react-router';
import { answer, api } from '../api/client.js';
import { DataTable } from '../elements/data-table.js';
import { Empty } from '../elements/empty.js';
import { Page } from '../elements/page.js';
import { Paged } from '../elements/paged.js';
import { usePages } from '../elements/use-pages.js';
import { groups as texts } from '../texts/people.js';
import { shell } from '../texts/shell.js';

const SHOWN = 50;
const trail = [{ title: shell.sections.userManagement }, { title: shell.pages.groups, to: '/groups' }];

export function GroupMembers() {
  const { groupId = '' } = useParams();
  const location = useLocation();
  // The list of groups hands the name on; who comes by the address alone sees the members all the same.
  const { name } = (location.state ?? {}) as { name?: string };
  const title = name === undefined ? texts.membersTitle : texts.members(name);
  const pages = usePages(['groups', groupId, 'members'], (cursor, signal) => {
    const params = { path: { groupId }, query: { cursor, limit: SHOWN } };
    return answer(api.GET('/api/v1/groups/{groupId}/members', { params, signal }));
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
            cells={(member) => ({
              name: (
                <Anchor component={Link} to={`/people/${member.userId}`}>
                  <bdi>{member.name}</bdi>
                </Anchor>
              ),
              email: member.email,
            })}
          />
        )}
      </Paged>
    </Page>
  );
}
