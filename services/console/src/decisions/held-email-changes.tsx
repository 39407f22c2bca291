import { Group, Select, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../api/client.js';
import type { EmailChange } from '../api/shapes.js';
import { Empty } from '../elements/empty.js';
import { Message } from '../elements/message.js';
import { toOptions } from '../elements/options.js';
import { Page } from '../elements/page.js';
import { Paged } from '../elements/paged.js';
import { Section } from '../elements/section.js';
import { useFilter } from '../elements/use-filter.js';
import { usePages } from '../elements/use-pages.js';
import { heldEmailChanges as texts } from '../texts/decisions.js';
import { shell } from '../texts/shell.js';
import { type Choice, DecisionBar, type Whom } from './decision-bar.js';
import { useSelection } from './use-selection.js';
import { WaitingTable } from './waiting-table.js';

const SHOWN = 50;
const trail = [{ title: shell.sections.userProvisioning }, { title: shell.pages.directorySync, to: '/directory-sync' }];

export function HeldEmailChanges() {
  const client = useQueryClient();
  const [read, put] = useFilter();
  const state = (read('state') ?? 'held') as EmailChange['state'];
  const selection = useSelection();
  const [decided, setDecided] = useState<number>();
  const pages = usePages<EmailChange>(['decisions', 'email-changes', state], (cursor, signal) =>
    answer(api.GET('/api/v1/email-changes', { params: { query: { state, cursor, limit: SHOWN } }, signal })),
  );
  const { asOf } = (pages.query.data ?? {}) as { asOf?: string };
  const decide = async (choice: Choice, whom: Whom) => {
    const body = { [choice]: whom, asOf: asOf ?? '' };
    const { people } = await answer(api.POST('/api/v1/email-changes/decide', { body }));
    setDecided(people);
    selection.clear();
    await client.invalidateQueries({ queryKey: ['decisions'] });
  };
  const isOpen = state === 'held' && asOf !== undefined && (pages.query.data?.items.length ?? 0) > 0;
  return (
    <Page title={texts.title} trail={trail}>
      {decided !== undefined && <Message tone="good" title={texts.decided(decided)} />}
      {isOpen && (
        <Section title={texts.why}>
          <Text maw={820}>{texts.whyText}</Text>
          <DecisionBar texts={texts} approveText={texts.approveText} ids={selection.ids} decide={decide} />
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
            evidence={({ from, to }) => (
              <>
                <bdi>{from}</bdi> → <bdi>{to}</bdi>
              </>
            )}
            state={(change) => texts.states[change.state]}
          />
        )}
      </Paged>
    </Page>
  );
}
