import { Anchor, Group, Select } from '@mantine/core';
import { Link } from 'react-router';
import { answer, api } from '../api/client.js';
import type { Run } from '../api/shapes.js';
import { DataTable } from '../elements/data-table.js';
import { Empty } from '../elements/empty.js';
import { toOptions } from '../elements/options.js';
import { Page } from '../elements/page.js';
import { Paged } from '../elements/paged.js';
import { useFilter } from '../elements/use-filter.js';
import { usePages } from '../elements/use-pages.js';
import { formatDuration, formatRecent } from '../formats/format-date.js';
import { formatNumber } from '../formats/format-number.js';
import { runs } from '../texts/runs.js';
import { shell } from '../texts/shell.js';
import { syncHistory as texts } from '../texts/sync-runs.js';
import { countChanges, countRemoved } from './count-changes.js';
import classes from './sync-runs.module.css';
import { RunStatus } from './run-status.js';
import { useLatestRuns } from './use-latest-runs.js';

const SHOWN = 25;
const trail = [{ title: shell.sections.userProvisioning }, { title: shell.pages.directorySync, to: '/directory-sync' }];

/** The filters are in the address, so that a list can be sent to somebody. */
export function SyncHistory() {
  const { readOne, put } = useFilter();
  const kind = readOne('kind', texts.kinds) ?? 'sync';
  const status = readOne('status', runs.statuses);
  const trigger = readOne('trigger', runs.triggers);
  useLatestRuns();
  const pages = usePages<Run>(['runs', 'list', kind, status, trigger], (cursor, signal) =>
    answer(
      api.GET('/api/v1/sync-runs', { params: { query: { kind, status, trigger, cursor, limit: SHOWN } }, signal }),
    ),
  );
  const isFiltered = status !== undefined || trigger !== undefined;
  return (
    <Page title={texts.title} trail={trail}>
      <Group gap="sm" align="flex-end">
        <Select
          label={texts.kind}
          data={toOptions(texts.kinds)}
          value={kind}
          onChange={(value) => put('kind', value)}
          allowDeselect={false}
        />
        <Select
          label={texts.status}
          placeholder={texts.any}
          data={toOptions(runs.statuses)}
          value={status ?? null}
          onChange={(value) => put('status', value)}
          clearable
        />
        <Select
          label={texts.trigger}
          placeholder={texts.any}
          data={toOptions(runs.triggers)}
          value={trigger ?? null}
          onChange={(value) => put('trigger', value)}
          clearable
        />
      </Group>
      <Paged
        pages={pages}
        empty={
          <Empty title={isFiltered ? texts.noneFound : texts.empty}>
            {isFiltered ? texts.noneFoundText : texts.emptyText}
          </Empty>
        }
      >
        {(items) => <Runs items={items} />}
      </Paged>
    </Page>
  );
}

function Runs({ items }: { items: Run[] }) {
  const most = Math.max(1, ...items.map(({ counts }) => (counts ? countChanges(counts) : 0)));
  return (
    <DataTable
      label={texts.table}
      columns={texts.columns}
      numeric={['added', 'updated', 'removed', 'rejected', 'held']}
      items={items}
      keyOf={({ runId }) => runId}
      cells={(run) => cellsOf(run, most)}
      miw={960}
    />
  );
}

function cellsOf(run: Run, most: number) {
  const { runId, status, trigger, mode, startedAt, requestedAt, finishedAt, counts } = run;
  const at = startedAt ?? requestedAt;
  return {
    when: (
      <Anchor component={Link} to={`/sync-runs/${runId}`}>
        {at === undefined ? runs.statuses[status] : formatRecent(at)}
      </Anchor>
    ),
    trigger: trigger && runs.triggers[trigger],
    mode: mode && runs.modes[mode],
    status: <RunStatus status={status} />,
    added: counts && formatNumber(counts.added + counts.linked),
    updated: counts && formatNumber(counts.updated + counts.reactivated),
    removed: counts && formatNumber(countRemoved(counts)),
    rejected: counts && formatNumber(counts.rejected),
    held: counts && formatNumber(counts.held),
    duration: durationOf({ startedAt, finishedAt }),
    changes: counts && <Bar changes={countChanges(counts)} most={most} />,
  };
}

const durationOf = ({ startedAt, finishedAt }: Pick<Run, 'startedAt' | 'finishedAt'>) =>
  startedAt !== undefined && finishedAt !== undefined
    ? formatDuration((Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000)
    : '';

/** Shows at a glance which sync changed unusually many people. */
function Bar({ changes, most }: { changes: number; most: number }) {
  return (
    <div className={classes.track} role="img" aria-label={texts.bar(changes)} title={texts.bar(changes)}>
      <div className={classes.bar} style={{ width: `${(changes / most) * 100}%` }} />
    </div>
  );
}
