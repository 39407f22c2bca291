import { Anchor, Flex, Text } from '@mantine/core';
import { Link } from 'react-router';
import { answer, api } from '../api/client.js';
import type { Group } from '../api/shapes.js';
import { DataTable } from '../elements/data-table.js';
import { Empty } from '../elements/empty.js';
import { Page } from '../elements/page.js';
import { Paged } from '../elements/paged.js';
import { SearchField } from '../elements/search-field.js';
import { useFilter } from '../elements/use-filter.js';
import { usePages } from '../elements/use-pages.js';
import { formatNumber } from '../formats/format-number.js';
import { groups as texts } from '../texts/people.js';
import { shell } from '../texts/shell.js';
import { Clashes } from './clashes.js';
import { GroupOrigin } from './group-origin.js';

const SHOWN = 50;

export function Groups() {
  const { read, put } = useFilter();
  const search = read('search');
  const pages = usePages<Group>(['groups', search], (cursor, signal) =>
    answer(api.GET('/api/v1/groups', { params: { query: { search, cursor, limit: SHOWN } }, signal })),
  );
  return (
    <Page title={texts.title} trail={[{ title: shell.sections.userManagement }]}>
      <Clashes />
      <Flex>
        <SearchField label={texts.search} initial={search ?? ''} search={(text) => put('search', text)} />
      </Flex>
      <Paged
        pages={pages}
        empty={
          <Empty title={search === undefined ? texts.empty : texts.noneFound}>
            {search === undefined ? texts.emptyText : texts.noneFoundText}
          </Empty>
        }
      >
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

const cellsOf = (group: Group) => {
  const { groupId, name, members, outsiders = 0 } = group;
  return {
    name: (
      <Anchor component={Link} to={`/groups/${groupId}`}>
        <bdi>{name}</bdi>
      </Anchor>
    ),
    members: formatNumber(members),
    origin: (
      <>
        <GroupOrigin group={group} />
        {outsiders > 0 && (
          <Text size="xs" c="dimmed">
            {texts.outsiders(outsiders)}
          </Text>
        )}
      </>
    ),
  };
};
