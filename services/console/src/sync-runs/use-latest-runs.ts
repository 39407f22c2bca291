import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { configurationQuery, connectionQuery, isGoing } from '../api/queries.js';
import { type LatestRuns, latestRunsQuery } from '../live/use-live.js';

/** Without news from the server for so long, it is asked. */
const GOING_MS = 4_000;
const QUIET_MS = 60_000;

/** The account's latest runs, as they go on; what a run that has ended may have changed is asked anew. */
export function useLatestRuns(): UseQueryResult<LatestRuns> {
  const client = useQueryClient();
  const query = useQuery({
    ...latestRunsQuery,
    refetchInterval: ({ state: { data } }) =>
      [data?.sync, data?.preview].some((run) => run && isGoing(run)) ? GOING_MS : QUIET_MS,
  });
  const { sync, preview } = query.data ?? {};
  const moved = [sync, preview].map((run) => run && `${run.runId} ${run.status}`).join();
  useEffect(() => {
    for (const queryKey of [configurationQuery.queryKey, connectionQuery.queryKey, ['run'], ['decisions']]) {
      void client.invalidateQueries({ queryKey });
    }
    void client.invalidateQueries({ queryKey: ['runs', 'list'] });
  }, [client, moved]);
  return query;
}
