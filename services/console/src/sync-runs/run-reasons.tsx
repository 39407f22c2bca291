import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import type { Run } from '../api/shapes.js';
import { ScrollingTable } from '../elements/scrolling-table.js';
import { Section } from '../elements/section.js';
import { formatNumber } from '../formats/format-number.js';
import { syncRun as texts } from '../texts/sync-runs.js';

/** Why people were rejected, the reason of most first. */
export function RunReasons({ run: { runId, status } }: { run: Run }) {
  const { data } = useQuery({
    queryKey: ['run', runId, 'reasons', status],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/sync-runs/{runId}/reasons', { params: { path: { runId } }, signal })),
  });
  if (!data || data.reasons.length === 0) return null;
  return (
    <Section title={texts.reasons}>
      <ScrollingTable label={texts.reasonsTable} verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w={90} ta="right">
              {texts.reasonPeople}
            </Table.Th>
            <Table.Th scope="col">{texts.reason}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data.reasons.map(({ code, field, attribute, people, message }) => (
            <Table.Tr key={[code, field, attribute].join()}>
              <Table.Td ta="right">{formatNumber(people)}</Table.Td>
              <Table.Td>{message}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </ScrollingTable>
    </Section>
  );
}
