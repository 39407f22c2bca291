import { Anchor, Button, Group, Select, Text } from '@mantine/core';
import { Link } from 'react-router';
import { answer, api } from '../api/client.js';
import type { User } from '../api/shapes.js';
import { DataTable } from '../elements/data-table.js';
import { Empty } from '../elements/empty.js';
import { toOptions } from '../elements/options.js';
import { Page } from '../elements/page.js';
import { Paged } from '../elements/paged.js';
import { SearchField } from '../elements/search-field.js';
import { useFilter } from '../elements/use-filter.js';
import { usePages } from '../elements/use-pages.js';
import { useMe } from '../session/use-me.js';
import { people as texts } from '../texts/people.js';
import { shell } from '../texts/shell.js';
import { UserStatus } from './user-status.js';

const SHOWN = 50;

export function People() {
  const { mayConfigure } = useMe();
  const { read, readOne, put } = useFilter();
  const search = read('search');
  const status = readOne('status', texts.statuses);
  const origin = readOne('origin', texts.origins);
  const pages = usePages<User>(['people', search, status, origin], (cursor, signal) => {
    const params = { query: { search, status, origin, cursor, limit: SHOWN } };
    return answer(api.GET('/api/v1/users', { params, signal }));
  });
  const isFiltered = [search, status, origin].some((filter) => filter !== undefined);
  const actions = mayConfigure && (
    <Button variant="default" component={Link} to="/why">
      {texts.why}
    </Button>
  );
  return (
    <Page title={texts.title} trail={[{ title: shell.sections.userManagement }]} actions={actions}>
      <Group gap="sm" align="flex-end">
        <SearchField label={texts.search} initial={search ?? ''} search={(text) => put('search', text)} />
        <Select
          label={texts.status}
          placeholder={texts.any}
          data={toOptions(texts.statuses)}
          value={status ?? null}
          onChange={(value) => put('status', value)}
          clearable
        />
        <Select
          label={texts.comesFrom}
          placeholder={texts.any}
          data={toOptions(texts.origins)}
          value={origin ?? null}
          onChange={(value) => put('origin', value)}
          clearable
        />
      </Group>
      <Paged
        pages={pages}
        empty={
          <Empty title={isFiltered ? texts.nobodyFound : texts.empty}>
            {isFiltered ? texts.nobodyFoundText : texts.emptyText}
          </Empty>
        }
      >
        {(users) => (
          <DataTable
            label={texts.table}
            columns={texts.columns}
            items={users}
            keyOf={({ userId }) => userId}
            cells={cellsOf}
            miw={720}
          />
        )}
      </Paged>
    </Page>
  );
}

const cellsOf = ({ userId, name, email, status, role, provider, excluded }: User) => ({
  name: (
    <Anchor component={Link} to={`/people/${userId}`}>
      <bdi>{name}</bdi>
    </Anchor>
  ),
  email: email ?? texts.noEmail,
  status: <UserStatus status={status} />,
  role: shell.roles[role],
  origin: (
    <>
      {texts.origin(provider)}
      {excluded === true && (
        <Text size="xs" c="dimmed">
          {texts.excluded}
        </Text>
      )}
    </>
  ),
});
