import { Anchor, Button, Group, List, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { answer, api, newRequestKey } from '../api/client.js';
import { configurationQuery } from '../api/queries.js';
import type { Configuration, DraftProblem, Preferences, Scope } from '../api/shapes.js';
import { Dialog } from '../elements/dialog.js';
import { Failure } from '../elements/failure.js';
import { Message } from '../elements/message.js';
import { configuration as wizard } from '../texts/configuration.js';
import { problems as problemTexts } from '../texts/problems.js';
import { syncPreferences } from '../texts/sync-preferences.js';
import { scopeSizeQuery } from './scope-size-query.js';
import { pathOf, stepOf } from './steps.js';

const { activate: texts, summary } = syncPreferences;

interface SaveAndSyncProps {
  /** Stores what was edited; answers whether it is stored. */
  save: () => Promise<boolean>;
}

/** Makes the draft the active configuration and starts a sync, once it is ready and somebody has confirmed what that means. */
export function SaveAndSync({ save }: SaveAndSyncProps) {
  const client = useQueryClient();
  const [isOpen, dialog] = useDisclosure();
  const [missing, setMissing] = useState<DraftProblem[]>([]);
  const prepare = useMutation({
    mutationFn: async () => {
      if (!(await save())) return;
      const { problems } = await client.fetchQuery({ ...configurationQuery, staleTime: 0 });
      setMissing(problems);
      if (problems.length === 0) dialog.open();
    },
  });
  return (
    <>
      <Button loading={prepare.isPending} onClick={() => prepare.mutate()}>
        {texts.button}
      </Button>
      {prepare.isError && <Failure error={prepare.error} title={problemTexts.failedTitle} />}
      {missing.length > 0 && <NotReady problems={missing} />}
      <Dialog title={texts.confirmTitle} isOpen={isOpen} close={dialog.close}>
        <Confirmation close={dialog.close} />
      </Dialog>
    </>
  );
}

function NotReady({ problems }: { problems: DraftProblem[] }) {
  return (
    <Message tone="warn" title={texts.notReady}>
      <List>
        {problems.map((problem) => (
          <List.Item key={problem.code + problem.message}>
            {problem.message}{' '}
            <Anchor component={Link} to={pathOf(stepOf(problem))}>
              {texts.goTo(wizard.steps[stepOf(problem)])}
            </Anchor>
          </List.Item>
        ))}
      </List>
    </Message>
  );
}

function Confirmation({ close }: { close: () => void }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { draft } = client.getQueryData<Configuration>(configurationQuery.queryKey) ?? {};
  const [key] = useState(newRequestKey);
  const activate = useMutation({
    mutationFn: () => {
      const header = { 'Idempotency-Key': key, ...(draft && { 'If-Match': `"${draft.etag}"` }) };
      return answer(api.POST('/api/v1/sync-configuration/activate', { params: { header } }));
    },
    onSuccess: async ({ runId }) => {
      await client.invalidateQueries();
      await navigate(`/sync-runs/${runId}`);
    },
  });
  return (
    <Stack>
      {draft?.scope && draft.preferences && <Meaning scope={draft.scope} preferences={draft.preferences} />}
      <Text>{texts.confirm}</Text>
      {activate.isError && <Failure error={activate.error} title={problemTexts.failedTitle} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {texts.cancel}
        </Button>
        <Button loading={activate.isPending} onClick={() => activate.mutate()}>
          {texts.button}
        </Button>
      </Group>
    </Stack>
  );
}

/** How many people, guests and invitations that is. */
function Meaning({ scope, preferences }: { scope: Scope; preferences: Preferences }) {
  const { data: size } = useQuery(scopeSizeQuery(scope));
  return (
    <List spacing="xs">
      <List.Item>{texts.who(summary.who(scope), size)}</List.Item>
      <List.Item>{summary.invitations(preferences)}</List.Item>
      {size && <List.Item>{texts.invitations(size, scope, preferences)}</List.Item>}
    </List>
  );
}
