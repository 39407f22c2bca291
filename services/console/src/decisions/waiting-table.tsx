import { Anchor, Checkbox, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { DataTable } from '../elements/data-table.js';
import { formatRecent } from '../formats/format-date.js';
import type { Selection } from './use-selection.js';

export interface Waiting {
  externalId: string;
  userId: string;
  name: string;
  heldAt?: string;
  decidedAt?: string;
  decidedBy?: { name: string };
}

export interface WaitingTexts {
  table: string;
  all: string;
  select: (name: string) => string;
  columns: Record<'person' | 'evidence' | 'state' | 'held', string>;
  by: (name: string, when: string) => string;
}

interface WaitingTableProps<Item> {
  items: Item[];
  texts: WaitingTexts;
  /** Absent where nothing is to be decided. */
  selection?: Selection;
  /** Why this person is in the list. */
  evidence: (item: Item) => ReactNode;
  state: (item: Item) => ReactNode;
}

/** People about whom something is to be decided, or was. */
export function WaitingTable<Item extends Waiting>(props: WaitingTableProps<Item>) {
  const { items, texts, selection, evidence, state } = props;
  return (
    <DataTable
      label={texts.table}
      columns={texts.columns}
      items={items}
      keyOf={({ externalId }) => externalId}
      select={selection && { label: texts.all, ...boxesOf(selection, items, texts) }}
      cells={(item) => ({
        person: (
          <Anchor component={Link} to={`/people/${item.userId}`}>
            <bdi>{item.name}</bdi>
          </Anchor>
        ),
        evidence: evidence(item),
        state: (
          <>
            {state(item)}
            {item.decidedBy && item.decidedAt !== undefined && (
              <Text size="xs" c="dimmed">
                {texts.by(item.decidedBy.name, formatRecent(item.decidedAt))}
              </Text>
            )}
          </>
        ),
        held: item.heldAt !== undefined && formatRecent(item.heldAt),
      })}
      miw={720}
    />
  );
}

function boxesOf(selection: Selection, items: Waiting[], { all, select }: WaitingTexts) {
  const ids = items.map(({ externalId }) => externalId);
  const areAll = ids.every((id) => selection.ids.has(id));
  return {
    all: (
      <Checkbox
        aria-label={all}
        checked={areAll}
        indeterminate={!areAll && ids.some((id) => selection.ids.has(id))}
        onChange={() => selection.toggleAll(ids)}
      />
    ),
    one: ({ externalId, name }: Waiting) => (
      <Checkbox
        aria-label={select(name)}
        checked={selection.ids.has(externalId)}
        onChange={() => selection.toggle(externalId)}
      />
    ),
  };
}
