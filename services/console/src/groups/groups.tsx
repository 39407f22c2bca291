import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { answer, api } from '../api/client.js';
import type { Group } from '../api/shapes.js';
import { DataTable } from '../elements/data-table.js';
import { Empty } from '../elements/empty.js';
import { Page } from '../elements/page.js';
import { Paged } from '../elements/paged.js';
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
          <DataTable
            label={texts.table}
            columns={texts.columns}
            numeric={['members']}
            items={groups}
            keyOf={({ groupId }) => groupId}
            cells={cellsOf}
          />
        )}
      </Paged>
    </Page>
  );
}

const cellsOf = ({ groupId, name, members, provider, detached, outsiders = 0 }: Group) => ({
  name: (
    <Anchor component={Link} to={`/groups/${groupId}`} state={{ name }}>
      <bdi>{name}</bdi>
    </Anchor>
  ),
  members: formatNumber(members),
  origin: (
    <>
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
    </>
  ),
});
