import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import type { Run } from '../api/shapes.js';
import { DataTable } from '../elements/data-table.js';
import { Loading } from '../elements/loaded.js';
import { Section } from '../elements/section.js';
import { formatNumber } from '../formats/format-number.js';
import { syncRun as texts } from '../texts/sync-runs.js';

/** Why people were rejected, the reason of most first. */
export function RunReasons({ run: { runId, status, counts } }: { run: Run }) {
  const { data, isError } = useQuery({
    queryKey: ['run', runId, 'reasons', status],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/sync-runs/{runId}/reasons', { params: { path: { runId } }, signal })),
  });
  if (!counts?.rejected || isError || data?.reasons.length === 0) return null;
  return (
    <Section title={texts.reasons}>
      {data ? (
        <DataTable
          label={texts.reasonsTable}
          columns={texts.reasonColumns}
          numeric={['people']}
          items={data.reasons}
          keyOf={({ code, field, attribute }) => [code, field, attribute].join()}
          cells={({ people, message }) => ({ reason: message, people: formatNumber(people) })}
        />
      ) : (
        <Loading lines={3} />
      )}
    </Section>
  );
}
