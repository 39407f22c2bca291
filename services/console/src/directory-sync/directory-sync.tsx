import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { configurationQuery, connectionQuery, isGoing } from '../api/queries.js';
import type { Configuration, Run } from '../api/shapes.js';
import { isUnfinished } from '../configuration/steps.js';
import { Loaded, Loading } from '../elements/loaded.js';
import { Page } from '../elements/page.js';
import { Section } from '../elements/section.js';
import { State } from '../elements/state.js';
import { formatDay, formatRecent } from '../formats/format-date.js';
import { CountsLine } from '../sync-runs/counts-line.js';
import { RunStatus } from '../sync-runs/run-status.js';
import { Running } from '../sync-runs/running.js';
import { useLatestRuns } from '../sync-runs/use-latest-runs.js';
import { directorySync as texts } from '../texts/directory-sync.js';
import { shell } from '../texts/shell.js';
import { SyncMenu } from './sync-menu.js';
import { SyncNow } from './sync-now.js';
import { NotSetUp, Unfinished } from './unfinished.js';
import { UrgentBanner, useUrgent } from './urgent-banner.js';

/** Is it working, is anything wrong, what can be done. */
export function DirectorySync() {
  const configuration = useQuery(configurationQuery);
  const { data: latest } = useLatestRuns();
  return (
    <Page
      title={texts.title}
      trail={[{ title: shell.sections.userProvisioning }]}
      actions={configuration.data?.active && <Actions configuration={configuration.data} sync={latest?.sync} />}
    >
      <Loaded query={configuration}>
        {(found) =>
          isUnfinished(found) ? (
            <Unfinished configuration={found} />
          ) : found.active ? (
            <SetUp configuration={found} sync={latest?.sync} preview={latest?.preview} />
          ) : (
            <NotSetUp />
          )
        }
      </Loaded>
    </Page>
  );
}

function Actions({ configuration: { state }, sync }: { configuration: Configuration; sync: Run | undefined }) {
  return (
    <>
      <SyncNow disabled={state !== 'active' || (sync !== undefined && isGoing(sync))} />
      <Button variant="default" component={Link} to="/configuration">
        {texts.edit}
      </Button>
      <SyncMenu state={state} />
    </>
  );
}

interface SetUpProps {
  configuration: Configuration;
  sync?: Run;
  preview?: Run;
}

function SetUp({ configuration, sync, preview }: SetUpProps) {
  const { data: connection = null } = useQuery(connectionQuery);
  const isSyncing = sync !== undefined && isGoing(sync);
  const { isKnown, urgent } = useUrgent(isSyncing ? undefined : sync);
  // All at once, as a banner that comes later would push down what somebody is about to press.
  if (!isKnown) return <Loading />;
  return (
    <>
      {urgent && <UrgentBanner urgent={urgent} />}
      <Paper withBorder p="lg">
        <Stack gap="sm">
          <Text fw={600}>
            {[texts.provider, connection?.tenantName].filter((name) => name !== undefined).join(' · ')}
          </Text>
          <Facts configuration={configuration} />
          {sync && !isSyncing && <CountsLine run={sync} />}
        </Stack>
      </Paper>
      {isSyncing && <InProgress title={texts.inProgress} run={sync} note={texts.editDuringRun} />}
      {preview && isGoing(preview) && <InProgress title={texts.previewInProgress} run={preview} />}
    </>
  );
}

function Facts({ configuration: { state, active, lastRun, nextRunAt } }: { configuration: Configuration }) {
  const timeZone = active?.preferences.schedule.timeZone;
  return (
    <Group gap="4px 32px">
      <State tone={state === 'active' ? 'good' : 'idle'}>{state === 'active' ? texts.active : texts.disabled}</State>
      <Group gap={6} component="span">
        {texts.lastSync}
        {lastRun ? (
          <>
            <RunStatus status={lastRun.status} />
            <span>{formatRecent(lastRun.finishedAt)}</span>
          </>
        ) : (
          texts.never
        )}
        <Anchor component={Link} to="/sync-runs">
          {texts.history}
        </Anchor>
      </Group>
      <span>{nextRunAt === undefined ? texts.noNext : texts.next(formatDay(nextRunAt, { timeZone }), timeZone)}</span>
    </Group>
  );
}

function InProgress({ title, run, note }: { title: string; run: Run; note?: string }) {
  const details = (
    <Anchor component={Link} to={`/sync-runs/${run.runId}`}>
      {texts.openRun}
    </Anchor>
  );
  return (
    <Section title={title} actions={details}>
      <Running run={run} />
      {run.counts && <CountsLine run={run} />}
      {note !== undefined && (
        <Text size="sm" c="dimmed">
          {note}
        </Text>
      )}
    </Section>
  );
}
