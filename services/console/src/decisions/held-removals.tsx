import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answer, api } from '../api/client.js';
import { configurationQuery } from '../api/queries.js';
import type { Removal } from '../api/shapes.js';
import { usualThreshold } from '../configuration/removal-fields.js';
import { Message } from '../elements/message.js';
import { heldRemovals as texts } from '../texts/decisions.js';
import { DecisionPage } from './decision-page.js';

interface Decided {
  people: number;
  runId?: string;
}

export function HeldRemovals() {
  const { data: configuration } = useQuery(configurationQuery);
  const { threshold = usualThreshold, removedUsers = 'deactivate' } = configuration?.active?.preferences ?? {};
  return (
    <DecisionPage<Removal['state'], Removal, Decided>
      about="removals"
      texts={texts}
      whyText={texts.whyText(threshold)}
      approveText={texts.approveText[removedUsers]}
      isHarmful={removedUsers === 'delete'}
      list={(query, signal) => answer(api.GET('/api/v1/removals', { params: { query }, signal }))}
      decide={(body) => answer(api.POST('/api/v1/removals/decide', { body }))}
      decided={(decided) => <DecidedMessage decided={decided} />}
      evidence={({ reason }) => reason}
    />
  );
}

function DecidedMessage({ decided: { people, runId } }: { decided: Decided }) {
  return (
    <Message tone="good" title={texts.decided(people)}>
      {runId !== undefined && (
        <Anchor component={Link} to={`/sync-runs/${runId}`}>
          {texts.seeRun}
        </Anchor>
      )}
    </Message>
  );
}
