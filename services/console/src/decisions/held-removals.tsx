import { Anchor, Group, Select, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { answer, api } from '../api/client.js';
import { configurationQuery } from '../api/queries.js';
import type { Removal } from '../api/shapes.js';
import { usualThreshold } from '../configuration/removal-fields.js';
import { Empty } from '../elements/empty.js';
import { Message } from '../elements/message.js';
import { toOptions } from '../elements/options.js';
import { Page } from '../elements/page.js';
import { Paged } from '../elements/paged.js';
import { Section } from '../elements/section.js';
import { useFilter } from '../elements/use-filter.js';
import { usePages } from '../elements/use-pages.js';
import { heldRemovals as texts } from '../texts/decisions.js';
import { shell } from '../texts/shell.js';
import { type Choice, DecisionBar, type Whom } from './decision-bar.js';
import { useSelection } from './use-selection.js';
import { WaitingTable } from './waiting-table.js';

const SHOWN = 50;
const trail = [{ title: shell.sections.userProvisioning }, { title: shell.pages.directorySync, to: '/directory-sync' }];

interface Decided {
  people: number;
  runId?: string;
}

export function HeldRemovals() {
  const client = useQueryClient();
  const [read, put] = useFilter();
  const state = (read('state') ?? 'held') as Removal['state'];
  const selection = useSelection();
  const [decided, setDecided] = useState<Decided>();
  const { data: configuration } = useQuery(configurationQuery);
  const { threshold = usualThreshold, removedUsers = 'deactivate' } = configuration?.active?.preferences ?? {};
  const pages = usePages<Removal>(['decisions', 'removals', state], (cursor, signal) =>
    answer(api.GET('/api/v1/removals', { params: { query: { state, cursor, limit: SHOWN } }, signal })),
  );
  const { asOf } = (pages.query.data ?? {}) as { asOf?: string };
  const decide = async (choice: Choice, whom: Whom) => {
    const body = { [choice]: whom, asOf: asOf ?? '' };
    setDecided(await answer(api.POST('/api/v1/removals/decide', { body })));
    selection.clear();
    await client.invalidateQueries({ queryKey: ['decisions'] });
  };
  const isOpen = state === 'held' && asOf !== undefined && (pages.query.data?.items.length ?? 0) > 0;
  return (
    <Page title={texts.title} trail={trail}>
      {decided && <DecidedMessage decided={decided} />}
      {isOpen && (
        <Section title={texts.why}>
          <Text maw={820}>{texts.whyText(threshold)}</Text>
          <DecisionBar
            texts={texts}
            approveText={texts.approveText[removedUsers]}
            isHarmful={removedUsers === 'delete'}
            ids={selection.ids}
            decide={decide}
          />
        </Section>
      )}
      <Group>
        <Select
          label={texts.state}
          data={toOptions(texts.states)}
          value={state}
          onChange={(value) => put('state', value)}
          allowDeselect={false}
        />
      </Group>
      <Paged
        pages={pages}
        empty={
          <Empty title={state === 'held' ? texts.empty : texts.noneOfState}>
            {state === 'held' ? texts.emptyText : undefined}
          </Empty>
        }
      >
        {(items) => (
          <WaitingTable
            items={items}
            texts={texts}
            selection={isOpen ? selection : undefined}
            evidence={({ reason }) => reason}
            state={(removal) => texts.states[removal.state]}
          />
        )}
      </Paged>
    </Page>
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
