import { Anchor, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { answer, api } from '../api/client.js';
import type { Group } from '../api/shapes.js';
import { Columns } from '../elements/columns.js';
import { Empty } from '../elements/empty.js';
import { Page } from '../elements/page.js';
import { Paged } from '../elements/paged.js';
import { ScrollingTable } from '../elements/scrolling-table.js';
import { usePages } from '../elements/use-pages.js';
import { formatNumber } from '../formats/format-number.js';
import { groups as texts, people } from '../texts/people.js';
import { shell } from '../texts/shell.js';
import { Clashes } from './clashes.js';

const SHOWN = 50;

export function Groups() {
  const pages = usePages<Group>(['groups'], (cursor, signal) =>
    answer(api.GET('/api/v1/groups', { params: { query: { cursor, limit: SHOWN } }, signal })),
  );
  return (
    <Page title={texts.title} trail={[{ title: shell.sections.userManagement }]}>
      <Clashes />
      <Paged pages={pages} empty={<Empty title={texts.empty}>{texts.emptyText}</Empty>}>
        {(groups) => (
          <ScrollingTable label={texts.table} miw={520} verticalSpacing="xs" highlightOnHover>
            <Columns names={texts.columns} numeric={['members']} />
            <Table.Tbody>
              {groups.map((group) => (
                <Row key={group.groupId} group={group} />
              ))}
            </Table.Tbody>
          </ScrollingTable>
        )}
      </Paged>
    </Page>
  );
}

function Row({ group: { groupId, name, members, provider, detached, outsiders = 0 } }: { group: Group }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        <Anchor component={Link} to={`/groups/${groupId}`} state={{ name }}>
          <bdi>{name}</bdi>
        </Anchor>
      </Table.Th>
      <Table.Td ta="right">{formatNumber(members)}</Table.Td>
      <Table.Td>
        {people.origin(provider)}
        {detached === true && (
          <Text size="xs" c="dimmed">
            {texts.detached}
          </Text>
        )}
        {outsiders > 0 && (
          <Text size="xs" c="dimmed">
            {texts.outsiders(outsiders)}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
