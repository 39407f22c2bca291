import { List, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { answer, api } from '../api/client.js';
import { isGoing } from '../api/queries.js';
import type { Run } from '../api/shapes.js';
import { Loaded } from '../elements/loaded.js';
import { Message } from '../elements/message.js';
import { Page } from '../elements/page.js';
import { Section } from '../elements/section.js';
import { formatDateTime, formatDuration } from '../formats/format-date.js';
import { shell } from '../texts/shell.js';
import { syncRun as texts } from '../texts/sync-runs.js';
import { RunPeople } from './run-people.js';
import { RunReasons } from './run-reasons.js';
import { RunStatus } from './run-status.js';
import { Running } from './running.js';
import { useLatestRuns } from './use-latest-runs.js';

const trail = [
  { title: shell.sections.userProvisioning },
  { title: shell.pages.directorySync, to: '/directory-sync' },
  { title: shell.pages.syncHistory, to: '/sync-runs' },
];
const GOING_MS = 3_000;

/** One sync or preview: what it did to whom, and why. */
export function SyncRun() {
  const { runId = '' } = useParams();
  const query = useQuery({
    queryKey: ['run', runId],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/sync-runs/{runId}', { params: { path: { runId } }, signal })),
    refetchInterval: ({ state: { data } }) => data && isGoing(data) && GOING_MS,
  });
  const { data: latest } = useLatestRuns();
  // While it goes on, the server says how far it is sooner than it is asked.
  const live = [latest?.sync, latest?.preview].find((run) => run?.runId === runId);
  return (
    <Page title={titleOf(query.data)} trail={trail}>
      <Loaded query={query}>{(found) => <Report run={live && isGoing(found) ? live : found} />}</Loaded>
    </Page>
  );
}

function titleOf(run: Run | undefined): string {
  const at = run?.startedAt ?? run?.requestedAt;
  return at === undefined ? shell.pages.syncHistory : texts.title(run?.kind, formatDateTime(at));
}

function Report({ run }: { run: Run }) {
  return (
    <>
      <Paper withBorder p="lg">
        <Stack gap="sm">
          <RunStatus status={run.status} />
          <Text>{sentencesOf(run).join(' ')}</Text>
          {isGoing(run) && <Running run={run} />}
        </Stack>
      </Paper>
      {run.failure && (
        <Message tone="bad" title={texts.why}>
          {run.failure.message}
        </Message>
      )}
      {run.notices.length > 0 && (
        <Section title={texts.notices}>
          <List spacing="xs">
            {run.notices.map(({ cause, about, message }) => (
              <List.Item key={`${cause} ${about ?? ''}`}>{message}</List.Item>
            ))}
          </List>
        </Section>
      )}
      <RunReasons run={run} />
      <RunPeople run={run} />
    </>
  );
}

function sentencesOf(run: Run): string[] {
  const { kind, mode, modeReason, actor, startedAt, finishedAt, requests } = run;
  const seconds =
    startedAt !== undefined && finishedAt !== undefined && (Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000;
  return [
    texts.sentence(run),
    kind === 'preview' ? texts.preview : [],
    // Of changes only, the reason says what was read as well.
    mode === 'full' ? texts.full : [],
    modeReason ?? [],
    actor ? texts.by(actor.name) : [],
    seconds === false ? [] : texts.took(formatDuration(seconds)),
    requests > 0 ? texts.requests(requests) : [],
  ].flat();
}
