import { Group, Text, TextInput } from '@mantine/core';
import { answerPage, api } from '../api/client.js';
import type { AuditEntry } from '../api/shapes.js';
import { DataTable } from '../elements/data-table.js';
import { DownloadCsv } from '../elements/download-csv.js';
import { Empty } from '../elements/empty.js';
import { Page } from '../elements/page.js';
import { Paged } from '../elements/paged.js';
import { SearchField } from '../elements/search-field.js';
import { useFilter } from '../elements/use-filter.js';
import { usePages } from '../elements/use-pages.js';
import { formatRecent } from '../formats/format-date.js';
import { audit as texts } from '../texts/notifications.js';
import { shell } from '../texts/shell.js';
import { type Change, listChanges } from './list-changes.js';

const SHOWN = 50;

/** Days as somebody picks them, in their own zone: all of the last day belongs to it. */
const startOf = (day: string | undefined) => timeOf(`${day}T00:00:00`);
const endOf = (day: string | undefined) => timeOf(`${day}T23:59:59.999`);

function timeOf(text: string): string | undefined {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

export function AuditLog() {
  const { read, put } = useFilter();
  const days = { from: read('from'), to: read('to') };
  const wanted = { search: read('search'), from: startOf(days.from), to: endOf(days.to) };
  const pages = usePages<AuditEntry>(['audit', wanted], (cursor, signal) =>
    answerPage(api.GET('/api/v1/audit', { params: { query: { ...wanted, cursor, limit: SHOWN } }, signal })),
  );
  const filters = Object.entries(wanted).filter(([, value]) => value !== undefined) as [string, string][];
  const csv = <DownloadCsv path={`/api/v1/audit?${new URLSearchParams(filters).toString()}`} file="audit.csv" />;
  return (
    <Page title={texts.title} actions={csv}>
      <Group gap="sm" align="flex-end">
        <SearchField label={texts.search} initial={wanted.search ?? ''} search={(text) => put('search', text)} />
        {(['from', 'to'] as const).map((end) => (
          <TextInput
            key={end}
            type="date"
            label={texts[end]}
            value={days[end] ?? ''}
            onChange={({ target }) => put(end, target.value)}
          />
        ))}
      </Group>
      <Paged pages={pages} empty={<Empty title={texts.empty}>{texts.emptyText}</Empty>}>
        {(entries) => (
          <DataTable
            label={texts.table}
            columns={texts.columns}
            items={entries}
            keyOf={({ id }) => id}
            cells={cellsOf}
            miw={860}
          />
        )}
      </Paged>
    </Page>
  );
}

const cellsOf = ({ at, actor, action, target, before, after }: AuditEntry) => ({
  when: formatRecent(at),
  who: (
    <>
      {actor ? <bdi>{actor.name}</bdi> : texts.rollcall}
      {actor && (
        <Text size="xs" c="dimmed">
          {shell.roles[actor.role]}
        </Text>
      )}
    </>
  ),
  action,
  target,
  change: <Differences changes={listChanges(before, after)} />,
});

function Differences({ changes }: { changes: Change[] }) {
  return changes.map((change) => <Difference key={change.field} change={change} />);
}

function Difference({ change: { field, from, to = texts.nothing } }: { change: Change }) {
  return (
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      <Text span c="dimmed" inherit>
        {texts.settings[field] ?? field}:
      </Text>{' '}
      {from !== undefined && (
        <>
          <bdi>{from}</bdi> →{' '}
        </>
      )}
      <bdi>{to}</bdi>
    </Text>
  );
}
