import { Anchor, Button, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { configurationQuery, isGoing } from '../api/queries.js';
import type { Configuration } from '../api/shapes.js';
import { Failure } from '../elements/failure.js';
import { Loaded, Loading } from '../elements/loaded.js';
import { Message } from '../elements/message.js';
import { Page } from '../elements/page.js';
import { formatRecent } from '../formats/format-date.js';
import { latestRunsQuery } from '../live/use-live.js';
import { configuration as texts } from '../texts/configuration.js';
import { problems } from '../texts/problems.js';
import { shell } from '../texts/shell.js';
import { discardDraft } from './discard-draft.js';
import { StepList } from './step-list.js';
import { numberOf, type Step } from './steps.js';

interface StepPageProps {
  step: Step;
  /** Draws the step from how things are. `reload` shows what is there now instead of what was edited here. */
  children: (configuration: Configuration, reload: () => void) => ReactNode;
}

/** A step of the wizard: where one is, and what is to be known before anything is changed. */
export function StepPage({ step, children }: StepPageProps) {
  const configuration = useQuery(configurationQuery);
  const [loads, setLoads] = useState(0);
  const isSetUp = configuration.data?.active === undefined;
  const above = isSetUp
    ? { title: shell.pages.identityProviders, to: '/identity-providers' }
    : { title: shell.pages.directorySync, to: '/directory-sync' };
  const reload = () => void configuration.refetch().then(() => setLoads(loads + 1));
  return (
    <Page
      title={texts.steps[step]}
      trail={[
        { title: shell.sections.userProvisioning },
        above,
        { title: `${isSetUp ? texts.setUp : texts.edit}, ${texts.stepOf(numberOf(step)).toLowerCase()}` },
      ]}
    >
      <StepList current={step} />
      <Loaded query={configuration} loading={<Loading lines={6} height={44} />}>
        {(found) => (
          <Stack gap="lg" key={loads}>
            <BeforeEditing configuration={found} />
            {found.connected ? children(found, reload) : <NotConnected />}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function BeforeEditing({ configuration: { active, draft } }: { configuration: Configuration }) {
  const { data: latest } = useQuery(latestRunsQuery);
  if (!active) return null;
  return (
    <>
      {latest?.sync && isGoing(latest.sync) && (
        <Message tone="busy" title={texts.previousSettings.title}>
          {texts.previousSettings.text}
        </Message>
      )}
      {draft && (
        <Message tone="idle" actions={<DiscardButton />}>
          {texts.draftNotActive(draft.changedBy, formatRecent(draft.changedAt))}
        </Message>
      )}
    </>
  );
}

function DiscardButton() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const discard = useMutation({
    mutationFn: () => discardDraft(client),
    onSuccess: () => navigate('/directory-sync'),
  });
  return (
    <>
      <Button variant="default" size="xs" loading={discard.isPending} onClick={() => discard.mutate()}>
        {texts.discard}
      </Button>
      {discard.isError && <Failure error={discard.error} title={problems.failedTitle} />}
    </>
  );
}

function NotConnected() {
  return (
    <Message tone="warn" title={texts.notConnected.title}>
      <Text>{texts.notConnected.text}</Text>
      <Anchor component={Link} to="/identity-providers/select">
        {texts.notConnected.link}
      </Anchor>
    </Message>
  );
}
