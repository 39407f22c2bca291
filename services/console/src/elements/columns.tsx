import { Table } from '@mantine/core';

/** The head of a table; numbers stand at the right, as they do below. */
export function Columns({
  names,
  numeric = [],
}: {
  names: Readonly<Record<string, string>>;
  numeric?: readonly string[];
}) {
  return (
    <Table.Thead>
      <Table.Tr>
        {Object.entries(names).map(([key, name]) => (
          <Table.Th key={key} scope="col" ta={numeric.includes(key) ? 'right' : undefined}>
            {name}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}
