import { Anchor, Checkbox, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ScrollingTable } from '../elements/scrolling-table.js';
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
  columns: Record<string, string>;
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
  const ids = items.map(({ externalId }) => externalId);
  return (
    <ScrollingTable label={texts.table} miw={720} verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          {selection && (
            <Table.Th w={40}>
              <Checkbox
                aria-label={texts.all}
                checked={ids.every((id) => selection.ids.has(id))}
                indeterminate={ids.some((id) => selection.ids.has(id)) && !ids.every((id) => selection.ids.has(id))}
                onChange={() => selection.toggleAll(ids)}
              />
            </Table.Th>
          )}
          {Object.entries(texts.columns).map(([key, name]) => (
            <Table.Th key={key} scope="col">
              {name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item) => (
          <Table.Tr key={item.externalId}>
            {selection && (
              <Table.Td>
                <Checkbox
                  aria-label={texts.select(item.name)}
                  checked={selection.ids.has(item.externalId)}
                  onChange={() => selection.toggle(item.externalId)}
                />
              </Table.Td>
            )}
            <Table.Th scope="row" fw={500} miw={160}>
              <Anchor component={Link} to={`/people/${item.userId}`}>
                <bdi>{item.name}</bdi>
              </Anchor>
            </Table.Th>
            <Table.Td>{evidence(item)}</Table.Td>
            <Table.Td>
              {state(item)}
              {item.decidedBy && item.decidedAt !== undefined && (
                <Text size="xs" c="dimmed">
                  {texts.by(item.decidedBy.name, formatRecent(item.decidedAt))}
                </Text>
              )}
            </Table.Td>
            <Table.Td>{item.heldAt !== undefined && formatRecent(item.heldAt)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </ScrollingTable>
  );
}
