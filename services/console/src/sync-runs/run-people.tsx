import { Anchor, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answerPage, api } from '../api/client.js';
import type { Outcome, Run } from '../api/shapes.js';
import { userFieldsQuery } from '../configuration/mapping-queries.js';
import { DataTable } from '../elements/data-table.js';
import { DownloadCsv } from '../elements/download-csv.js';
import { Empty } from '../elements/empty.js';
import { Paged } from '../elements/paged.js';
import { SearchField } from '../elements/search-field.js';
import { Section } from '../elements/section.js';
import { useFilter } from '../elements/use-filter.js';
import { usePages } from '../elements/use-pages.js';
import { runs } from '../texts/runs.js';
import { syncRun as texts } from '../texts/sync-runs.js';
import { LinkButton } from './link-button.js';
import { OutcomeDetails } from './outcome-details.js';
import { OutcomeFilter } from './outcome-filter.js';

const SHOWN = 50;

/** Everybody a run had to do with, and why. Who is as before is only counted. */
export function RunPeople({ run }: { run: Run }) {
  const { runId, status, counts } = run;
  const { read, readOne, put } = useFilter();
  const outcome = readOne('outcome', runs.actions);
  const search = read('search');
  const pages = usePages<Outcome>(['run', runId, 'people', status, outcome, search], (cursor, signal) => {
    const params = { path: { runId }, query: { outcome, search, cursor, limit: SHOWN } };
    return answerPage(api.GET('/api/v1/sync-runs/{runId}/people', { params, signal }));
  });
  const filters = Object.entries({ outcome, search }).filter(([, value]) => value !== undefined) as [string, string][];
  const csv = `/api/v1/sync-runs/${runId}/people?${new URLSearchParams(filters).toString()}`;
  return (
    <Section title={texts.people} actions={<DownloadCsv path={csv} file={`sync-run-${runId}.csv`} />}>
      {counts && <OutcomeFilter counts={counts} chosen={outcome} choose={(action) => put('outcome', action)} />}
      <Group>
        <SearchField label={texts.search} initial={search ?? ''} search={(text) => put('search', text)} />
      </Group>
      <Paged
        pages={pages}
        empty={
          <Empty title={texts.nobody}>
            {outcome === undefined && search === undefined ? texts.nobodyText : texts.nobodyFound}
          </Empty>
        }
      >
        {(items) => <People runId={runId} items={items} />}
      </Paged>
    </Section>
  );
}

function People({ runId, items }: { runId: string; items: Outcome[] }) {
  const { data: fields = [] } = useQuery(userFieldsQuery);
  const names = new Map(fields.map(({ id, name }) => [id, name]));
  return (
    <DataTable
      label={texts.table}
      columns={texts.columns}
      items={items}
      keyOf={({ externalId, action }) => `${externalId} ${action}`}
      cells={(outcome) => ({
        person: <Person outcome={outcome} />,
        outcome: runs.actions[outcome.action],
        why: (
          <Stack gap={4} align="flex-start">
            <OutcomeDetails {...outcome} names={names} />
            <LinkButton runId={runId} outcome={outcome} />
          </Stack>
        ),
      })}
    />
  );
}

function Person({ outcome: { externalId, userId, name, action } }: { outcome: Outcome }) {
  return (
    <>
      {userId === undefined || action === 'deleted' ? (
        <bdi>{name}</bdi>
      ) : (
        <Anchor component={Link} to={`/people/${userId}`}>
          <bdi>{name}</bdi>
        </Anchor>
      )}
      <Text size="xs" fw={400}>
        <Anchor component={Link} to={`/why/${externalId}`} aria-label={`${texts.whyPerson} ${name}`}>
          {texts.whyPerson}
        </Anchor>
      </Text>
    </>
  );
}
