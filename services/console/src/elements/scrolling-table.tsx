import { Table, type TableProps } from '@mantine/core';
import classes from './elements.module.css';

/** A table that scrolls sideways where it is too wide, by keyboard as well. `label` says what is in it. */
export function ScrollingTable({ label, ...table }: TableProps & { label: string }) {
  return (
    <div className={classes.scroll} role="region" aria-label={label} tabIndex={0}>
      <Table {...table} />
    </div>
  );
}
