import { Anchor, Stack, Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answer, api } from '../api/client.js';
import type { UserOutcome } from '../api/shapes.js';
import { userFieldsQuery } from '../configuration/mapping-queries.js';
import { Empty } from '../elements/empty.js';
import { Paged } from '../elements/paged.js';
import { Section } from '../elements/section.js';
import { usePages } from '../elements/use-pages.js';
import { formatRecent } from '../formats/format-date.js';
import { useMe } from '../session/use-me.js';
import { OutcomeDetails } from '../sync-runs/outcome-details.js';
import { person as texts } from '../texts/people.js';
import { runs } from '../texts/runs.js';

const SHOWN = 20;

/** What syncs did to a person and why, the latest first. */
export function PersonHistory({ userId }: { userId: string }) {
  const pages = usePages<UserOutcome>(['person', userId, 'history'], (cursor, signal) => {
    const params = { path: { userId }, query: { cursor, limit: SHOWN } };
    return answer(api.GET('/api/v1/users/{userId}/history', { params, signal }));
  });
  return (
    <Section title={texts.history}>
      <Paged pages={pages} empty={<Empty title={texts.noHistory}>{texts.noHistoryText}</Empty>}>
        {(outcomes) => <Outcomes outcomes={outcomes} />}
      </Paged>
    </Section>
  );
}

function Outcomes({ outcomes }: { outcomes: UserOutcome[] }) {
  const { mayConfigure } = useMe();
  const { data: fields = [] } = useQuery(userFieldsQuery);
  const names = new Map(fields.map(({ id, name }) => [id, name]));
  return (
    <Timeline bulletSize={14} lineWidth={2}>
      {outcomes.map((outcome) => (
        <Timeline.Item key={`${outcome.runId} ${outcome.action}`} title={runs.actions[outcome.action]}>
          <Stack gap={4}>
            <Text size="sm" c="dimmed">
              {formatRecent(outcome.at)}
              {mayConfigure && (
                <>
                  {' · '}
                  <Anchor component={Link} to={`/sync-runs/${outcome.runId}`} inherit underline="always">
                    {texts.seeSync}
                  </Anchor>
                </>
              )}
            </Text>
            <OutcomeDetails {...outcome} names={names} />
          </Stack>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
