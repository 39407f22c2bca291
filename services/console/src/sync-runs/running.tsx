import { Button, Group, Progress, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import type { Run } from '../api/shapes.js';
import { Failure } from '../elements/failure.js';
import { formatDuration } from '../formats/format-date.js';
import { problems } from '../texts/problems.js';
import { runs as texts } from '../texts/runs.js';

/** How far a run is, how fast, how long it takes still, and the way to stop it. */
export function Running({ run }: { run: Run }) {
  const cancel = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/sync-runs/{runId}/cancel', { params: { path: { runId: run.runId } } })),
  });
  return (
    <>
      <Group gap="md" align="center">
        <Bar run={run} />
        <Button
          variant="default"
          disabled={cancel.isSuccess}
          loading={cancel.isPending}
          onClick={() => cancel.mutate()}
        >
          {texts.cancel}
        </Button>
      </Group>
      <Text size="sm" role="status">
        {cancel.isSuccess ? texts.cancelling : wordsOf(run)}
      </Text>
      {cancel.isError && <Failure error={cancel.error} title={problems.failedTitle} />}
    </>
  );
}

function Bar({ run: { status, progress } }: { run: Run }) {
  const { phase, people, expected } = progress;
  const isKnown = status === 'running' && phase === 'reading' && expected !== undefined && expected > 0;
  const percent = isKnown ? Math.min(100, (people / expected) * 100) : 100;
  return (
    <Progress.Root size="lg" flex="1 1 12rem" miw={0}>
      <Progress.Section
        value={percent}
        animated={!isKnown}
        striped={!isKnown}
        aria-label={texts.progress}
        {...(isKnown ? {} : { 'aria-valuenow': undefined, 'aria-valuetext': wordsOf({ status, progress }) })}
      />
    </Progress.Root>
  );
}

/** `Reading users · 3 102 of 4 812 · 1 450/s · about 2 s left`. */
function wordsOf({ status, progress }: Pick<Run, 'status' | 'progress'>): string {
  if (status !== 'running') return texts.waiting;
  const { phase, people, expected, rate, remainingSeconds } = progress;
  const isReading = phase === 'reading';
  return [
    texts.phases[phase],
    people > 0 ? texts.read(people, isReading ? expected : undefined) : undefined,
    isReading && rate !== undefined ? texts.rate(rate) : undefined,
    isReading && remainingSeconds !== undefined ? texts.left(formatDuration(remainingSeconds)) : undefined,
  ]
    .filter((words) => words !== undefined)
    .join(' · ');
}
