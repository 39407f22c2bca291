import { Group, Select, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Empty } from '../elements/empty.js';
import { toOptions } from '../elements/options.js';
import { Page } from '../elements/page.js';
import { Paged } from '../elements/paged.js';
import { Section } from '../elements/section.js';
import { useFilter } from '../elements/use-filter.js';
import { usePages } from '../elements/use-pages.js';
import { shell } from '../texts/shell.js';
import { type Choice, DecisionBar, type DecisionTexts, type Whom } from './decision-bar.js';
import { useSelection } from './use-selection.js';
import { type Waiting, WaitingTable, type WaitingTexts } from './waiting-table.js';

const SHOWN = 50;
const trail = [{ title: shell.sections.userProvisioning }, { title: shell.pages.directorySync, to: '/directory-sync' }];

export interface ListQuery<State> {
  state: State;
  cursor: string | undefined;
  limit: number;
}

export type DecisionBody = Partial<Record<Choice, Whom>> & { asOf: string };

interface DecisionPageProps<State extends string, Item, Decided> {
  /** What is decided about, as queries are told apart. */
  about: string;
  texts: DecisionTexts &
    WaitingTexts & {
      title: string;
      why: string;
      state: string;
      states: Record<State, string>;
      empty: string;
      emptyText: string;
      noneOfState: string;
    };
  whyText: string;
  approveText: string;
  isHarmful?: boolean;
  list: (query: ListQuery<State>, signal: AbortSignal) => Promise<{ items: Item[]; next?: string; asOf?: string }>;
  decide: (body: DecisionBody) => Promise<Decided>;
  decided: (decided: Decided) => ReactNode;
  /** Why this person is in the list. */
  evidence: (item: Item) => ReactNode;
}

/** People who wait for a decision: who they are and why, what was decided about others, and the decision itself. */
export function DecisionPage<State extends string, Item extends Waiting & { state: State }, Decided>(
  props: DecisionPageProps<State, Item, Decided>,
) {
  const { about, texts, whyText, approveText, isHarmful, list, evidence } = props;
  const client = useQueryClient();
  const { readOne, put } = useFilter();
  const state = readOne('state', texts.states) ?? ('held' as State);
  const selection = useSelection();
  const [decided, setDecided] = useState<Decided>();
  const pages = usePages<Item>(['decisions', about, state], (cursor, signal) =>
    list({ state, cursor, limit: SHOWN }, signal),
  );
  const { asOf } = (pages.query.data ?? {}) as { asOf?: string };
  const decide = async (choice: Choice, whom: Whom) => {
    setDecided(await props.decide({ [choice]: whom, asOf: asOf ?? '' }));
    selection.clear();
    await client.invalidateQueries({ queryKey: ['decisions'] });
  };
  const isOpen = state === 'held' && asOf !== undefined && (pages.query.data?.items.length ?? 0) > 0;
  return (
    <Page title={texts.title} trail={trail}>
      {decided !== undefined && props.decided(decided)}
      {isOpen && (
        <Section title={texts.why}>
          <Text maw={820}>{whyText}</Text>
          <DecisionBar
            texts={texts}
            approveText={approveText}
            isHarmful={isHarmful}
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
            evidence={evidence}
            state={(item) => texts.states[item.state]}
          />
        )}
      </Paged>
    </Page>
  );
}
