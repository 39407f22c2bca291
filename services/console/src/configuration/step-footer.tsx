import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { configurationQuery } from '../api/queries.js';
import type { Configuration } from '../api/shapes.js';
import { Failure } from '../elements/failure.js';
import { Message } from '../elements/message.js';
import { formatRecent } from '../formats/format-date.js';
import { configuration as texts } from '../texts/configuration.js';
import type { Saver, SaverState } from './saver.js';
import { numberOf, pathOf, type Step, stepOf, steps } from './steps.js';

type Saving = Pick<Saver<unknown>, 'snapshot' | 'flush' | 'overwrite' | 'knows'>;

interface StepFooterProps {
  step: Step;
  configuration: Configuration;
  reload: () => void;
  /** Absent where the step has nothing to save. */
  saver?: Saving;
  /** Hands the saver what is to be stored even where nothing was changed. */
  prepare?: () => void;
  /** Instead of Next. */
  children?: ReactNode;
}

/** The reason why it does not go on is where the focus goes. */
const focus = (element: HTMLElement | null) => element?.focus();

/** Previous and Next, what became of the last change, and whether somebody else changed the same. */
export function StepFooter({ step, configuration, reload, saver, prepare, children }: StepFooterProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [reason, setReason] = useState<string>();
  const [isMoving, setMoving] = useState(false);
  const previous = steps[numberOf(step) - 2];
  const next = steps[numberOf(step)];

  async function goOn(to: Step): Promise<void> {
    setMoving(true);
    setReason(undefined);
    prepare?.();
    const isStored = (await saver?.flush()) ?? true;
    setMoving(false);
    const { problems = [] } = client.getQueryData(configurationQuery.queryKey) ?? {};
    const problem = problems.find((one) => stepOf(one) === step);
    setReason(problem?.message);
    if (isStored && !problem) await navigate(pathOf(to));
  }

  return (
    <Stack gap="sm">
      {saver && <Changed saver={saver} configuration={configuration} reload={reload} />}
      <Paper withBorder p="md">
        <Group justify="space-between" gap="sm">
          <Group gap="sm">
            {previous && (
              <Button variant="default" component={Link} to={pathOf(previous)}>
                {texts.previous}
              </Button>
            )}
            {next && (
              <Button loading={isMoving} onClick={() => void goOn(next)}>
                {texts.next}
              </Button>
            )}
            {children}
          </Group>
          {saver && <SaveState state={saver.snapshot()} />}
        </Group>
        {reason !== undefined && (
          <Text c="var(--mantine-color-error)" mt="xs" role="alert" tabIndex={-1} ref={focus}>
            {reason}
          </Text>
        )}
      </Paper>
    </Stack>
  );
}

function SaveState({ state }: { state: SaverState }) {
  const isSaving = state.is === 'waiting' || state.is === 'saving';
  return (
    <Text size="sm" c="dimmed" role="status">
      {isSaving && texts.saving}
      {state.is === 'saved' && texts.saved}
    </Text>
  );
}

interface ChangedProps {
  saver: Saving;
  configuration: Configuration;
  reload: () => void;
}

/** What stands between this person's changes and the draft. */
function Changed({ saver, configuration: { draft }, reload }: ChangedProps) {
  const state = saver.snapshot();
  const show = (
    <Button size="xs" onClick={reload}>
      {texts.conflict.show}
    </Button>
  );
  if (state.is === 'failed') {
    return <Failure error={state.problem} title={texts.notSaved} retry={() => void saver.flush()} />;
  }
  if (state.is === 'conflict') {
    const { conflict } = state;
    const overwrite = (
      <Button size="xs" variant="default" onClick={() => void saver.overwrite()}>
        {texts.conflict.overwrite}
      </Button>
    );
    return (
      <Message
        tone="bad"
        title={conflict ? texts.conflict.title(conflict.changedBy) : texts.conflict.goneTitle}
        actions={
          <>
            {show}
            {overwrite}
          </>
        }
      >
        {conflict ? texts.conflict.text(conflict.changedBy, formatRecent(conflict.changedAt)) : state.message}
      </Message>
    );
  }
  if (draft && !saver.knows(draft.etag)) {
    return (
      <Message tone="warn" title={texts.conflict.title(draft.changedBy)} actions={show}>
        {texts.conflict.seen(draft.changedBy, formatRecent(draft.changedAt))}
      </Message>
    );
  }
  return null;
}
