import { Anchor, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { User, UserField } from '../api/shapes.js';
import { userFieldsQuery } from '../configuration/mapping-queries.js';
import { Columns } from '../elements/columns.js';
import { ScrollingTable } from '../elements/scrolling-table.js';
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
      <ScrollingTable label={texts.fieldsTable} miw={520} verticalSpacing="xs">
        <Columns names={texts.columns} />
        <Table.Tbody>
          {Object.entries(fields).map(([id, value]) => {
            const field = known.find((one) => one.id === id);
            return (
              <Table.Tr key={id}>
                <Table.Th scope="row" fw={500}>
                  {field?.name ?? id}
                </Table.Th>
                <Table.Td miw={200} style={{ overflowWrap: 'anywhere' }}>
                  <Value value={value} type={field?.type} />
                </Table.Td>
                <Table.Td>
                  <Text size="sm" c="dimmed">
                    {texts.from(value.from, formatRecent(value.at))}
                  </Text>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </ScrollingTable>
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
