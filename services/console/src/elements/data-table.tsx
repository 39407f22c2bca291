import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './data-table.module.css';

interface DataTableProps<Item, Name extends string> {
  /** What is in it. */
  label: string;
  /** What the columns are called, in their order. The first says whose row it is. */
  columns: Readonly<Record<Name, string>>;
  items: readonly Item[];
  keyOf: (item: Item) => string;
  cells: (item: Item) => Record<NoInfer<Name>, ReactNode>;
  /** Columns of numbers, which stand at the right. */
  numeric?: readonly NoInfer<Name>[];
  /** A box before each row, and one for all of them; `label` says of that one what it is for. */
  select?: { label: string; all: ReactNode; one: (item: Item) => ReactNode };
  /** Below this it scrolls sideways, by keyboard as well. */
  miw?: number;
}

/**
 * A table where there is room, and one card for each row where there is not. The roles are told although these elements
 * have them: laid out as cards they would lose them, https://adrianroselli.com/2018/02/tables-css-display-properties-and-aria.html
 */
export function DataTable<Item, Name extends string>(props: DataTableProps<Item, Name>) {
  const { label, columns, items, keyOf, cells, numeric = [], select, miw } = props;
  const [first, ...others] = Object.keys(columns) as Name[];
  const classOf = (name: Name) => (numeric.includes(name) ? classes.numeric : undefined);
  return (
    <div className={classes.frame}>
      <div className={classes.scroll} role="region" aria-label={label} tabIndex={0}>
        <Table
          className={classes.table}
          role="table"
          verticalSpacing="xs"
          highlightOnHover
          highlightOnHoverColor="var(--hover)"
          miw={miw}
        >
          <Table.Thead role="rowgroup">
            <Table.Tr role="row">
              {select && (
                <Table.Td role="cell" className={classes.select} data-label={select.label}>
                  {select.all}
                </Table.Td>
              )}
              {(Object.entries(columns) as [Name, string][]).map(([name, title]) => (
                <Table.Th key={name} role="columnheader" scope="col" className={classOf(name)}>
                  {title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody role="rowgroup">
            {items.map((item) => {
              const values = cells(item);
              return (
                <Table.Tr key={keyOf(item)} role="row">
                  {select && (
                    <Table.Td role="cell" className={classes.select}>
                      {select.one(item)}
                    </Table.Td>
                  )}
                  {first !== undefined && (
                    <Table.Th role="rowheader" scope="row">
                      {values[first]}
                    </Table.Th>
                  )}
                  {others.map((name) => (
                    <Table.Td key={name} role="cell" className={classOf(name)} data-label={columns[name]}>
                      <div className={classes.value}>{values[name]}</div>
                    </Table.Td>
                  ))}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </div>
    </div>
  );
}
