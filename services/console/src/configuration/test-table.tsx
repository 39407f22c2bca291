import { Checkbox, Stack, Table, Text } from '@mantine/core';
import type { MappingRow, MappingTest, TestedPerson, UserField } from '../api/shapes.js';
import { ScrollingTable } from '../elements/scrolling-table.js';
import { formatValue } from '../formats/format-value.js';
import { mappingTest as texts } from '../texts/field-mapping.js';
import classes from './mapping.module.css';
import { hasErrors, valueOf } from './summarize-test.js';

interface TestTableProps {
  test: MappingTest;
  rows: MappingRow[];
  fields: UserField[];
  onlyErrors: boolean;
  setOnlyErrors: (only: boolean) => void;
}

/** Each tested person, and what becomes of their values. */
export function TestTable({ test, rows, fields, onlyErrors, setOnlyErrors }: TestTableProps) {
  const columns = rows.flatMap(({ target }) => fields.find(({ id }) => id === target) ?? []);
  const people = onlyErrors ? test.people.filter(hasErrors) : test.people;
  return (
    <Stack gap="xs">
      {test.people.some(hasErrors) && (
        <Checkbox
          label={texts.onlyErrors}
          checked={onlyErrors}
          onChange={({ target }) => setOnlyErrors(target.checked)}
        />
      )}
      <ScrollingTable label={texts.table} verticalSpacing="xs" miw={200 + columns.length * 170}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{texts.person}</Table.Th>
            {columns.map(({ id, name }) => (
              <Table.Th key={id} scope="col">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map((person) => (
            <Table.Tr key={person.externalId}>
              <Table.Th scope="row" fw={500} miw={150}>
                <bdi>{person.name}</bdi>
                {person.skipped && (
                  <Text size="xs" c="dimmed" fw={400}>
                    {texts.skipped[person.skipped]}
                  </Text>
                )}
              </Table.Th>
              {columns.map((field) => (
                <Table.Td key={field.id}>
                  <Value person={person} field={field} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </ScrollingTable>
    </Stack>
  );
}

function Value({ person, field }: { person: TestedPerson; field: UserField }) {
  const { source = null, stored = null, error } = valueOf(person, field.id) ?? {};
  if (error) {
    return (
      <Text size="sm" c="var(--mantine-color-error)">
        ✖ {error.message}
      </Text>
    );
  }
  if (stored === null) return <Text c="dimmed">{texts.empty}</Text>;
  const shown = formatValue(stored, field.type);
  return (
    <>
      <bdi className={classes.value}>{shown}</bdi>
      {source !== null && source !== shown && (
        <Text size="xs" c="dimmed">
          {texts.becomes(source)}
        </Text>
      )}
    </>
  );
}
