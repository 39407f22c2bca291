import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { User, UserField } from '../api/shapes.js';
import { userFieldsQuery } from '../configuration/mapping-queries.js';
import { DataTable } from '../elements/data-table.js';
import { Section } from '../elements/section.js';
import { formatRecent } from '../formats/format-date.js';
import { formatValue } from '../formats/format-value.js';
import { person as texts } from '../texts/people.js';

type FieldValue = User['fields'][string];

/** What is known of a person, where it came from, and when. */
export function PersonFields({ fields }: Pick<User, 'fields'>) {
  const { data: known = [] } = useQuery(userFieldsQuery);
  return (
    <Section title={texts.fields}>
      <DataTable
        label={texts.fieldsTable}
        columns={texts.columns}
        items={Object.entries(fields).map(([id, value]) => ({ id, value, field: known.find((one) => one.id === id) }))}
        keyOf={({ id }) => id}
        cells={({ id, value, field }) => ({
          field: field?.name ?? id,
          value: <Value value={value} type={field?.type} />,
          from: (
            <Text size="sm" c="dimmed">
              {texts.from(value.from, formatRecent(value.at))}
            </Text>
          ),
        })}
      />
    </Section>
  );
}

function Value({ value: { value, user }, type }: { value: FieldValue; type: UserField['type'] | undefined }) {
  if (user) {
    return (
      <Anchor component={Link} to={`/people/${user.userId}`}>
        <bdi>{user.name}</bdi>
      </Anchor>
    );
  }
  if (value === null) return <Text c="dimmed">{texts.empty}</Text>;
  if (type === 'User') return <Text c="dimmed">{texts.unresolved}</Text>;
  return <bdi>{formatValue(value, type)}</bdi>;
}
