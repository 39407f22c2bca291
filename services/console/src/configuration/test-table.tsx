import { Checkbox, Stack, Text } from '@mantine/core';
import type { MappingRow, MappingTest, TestedPerson, UserField } from '../api/shapes.js';
import { DataTable } from '../elements/data-table.js';
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

/** No field is called like this, as ids of fields have no spaces. */
const PERSON = 'the person';

/** Each tested person, and what becomes of their values. */
export function TestTable({ test, rows, fields, onlyErrors, setOnlyErrors }: TestTableProps) {
  const mapped = rows.flatMap(({ target }) => fields.find(({ id }) => id === target) ?? []);
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
      <DataTable
        label={texts.table}
        columns={{ [PERSON]: texts.person, ...Object.fromEntries(mapped.map(({ id, name }) => [id, name])) }}
        items={people}
        keyOf={({ externalId }) => externalId}
        cells={(person) => ({
          [PERSON]: <Name person={person} />,
          ...Object.fromEntries(mapped.map((field) => [field.id, <Value person={person} field={field} />])),
        })}
        miw={200 + mapped.length * 170}
      />
    </Stack>
  );
}

function Name({ person: { name, skipped } }: { person: TestedPerson }) {
  return (
    <>
      <bdi>{name}</bdi>
      {skipped && (
        <Text size="xs" c="dimmed" fw={400}>
          {texts.skipped[skipped]}
        </Text>
      )}
    </>
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
