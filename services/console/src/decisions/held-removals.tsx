import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { Link } from 'react-router';
import { answer, api } from '../api/client.js';
import { configurationQuery } from '../api/queries.js';
import type { Removal, Use } from '../api/shapes.js';
import { usualThreshold } from '../configuration/removal-fields.js';
import { Message } from '../elements/message.js';
import { formatRecent } from '../formats/format-date.js';
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
      evidence={(removal) => <Evidence removal={removal} />}
    />
  );
}

/** What speaks for the removal, and what it would cut. */
function Evidence({ removal: { reason, foundAt, runId, use } }: { removal: Removal }) {
  return (
    <>
      {reason}
      {foundAt !== undefined && (
        <Text size="xs" c="dimmed">
          <Anchor component={Link} to={`/sync-runs/${runId}`} inherit underline="always">
            {texts.foundAt(formatRecent(foundAt))}
          </Anchor>
        </Text>
      )}
      {use?.lastSignInAt !== undefined && (
        <Text size="xs" c="dimmed">
          {texts.lastSignIn(formatRecent(use.lastSignInAt))}
        </Text>
      )}
      {use && use.groupCount > 0 && <InGroups use={use} />}
    </>
  );
}

function InGroups({ use: { groups, groupCount } }: { use: Use }) {
  return (
    <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {texts.inGroups}{' '}
      {groups.map(({ groupId, name }, place) => (
        <Fragment key={groupId}>
          {place > 0 && ', '}
          <Anchor component={Link} to={`/groups/${groupId}`} inherit underline="always">
            <bdi>{name}</bdi>
          </Anchor>
        </Fragment>
      ))}
      {groupCount > groups.length && ` ${texts.moreGroups(groupCount - groups.length)}`}
    </Text>
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
