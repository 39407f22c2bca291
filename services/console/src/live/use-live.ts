import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { answer, api } from '../api/client.js';
import type { Run } from '../api/shapes.js';

interface LatestRuns {
  sync?: Run;
  preview?: Run;
}

/** The newest notices and how many are unread. Asked once; from then on the server says when there is news. */
export const inboxQuery = queryOptions({
  queryKey: ['inbox'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/notifications', { params: { query: { limit: 20 } }, signal })),
  staleTime: Infinity,
});

/** The account's latest run of each kind, as the server tells it. */
export const latestRunsQuery = queryOptions<LatestRuns>({
  queryKey: ['runs', 'latest'],
  queryFn: async ({ signal }) => {
    const latest = async (kind: 'sync' | 'preview') => {
      const params = { query: { kind, limit: 1 } };
      return (await answer(api.GET('/api/v1/sync-runs', { params, signal }))).items[0];
    };
    const [sync, preview] = await Promise.all([latest('sync'), latest('preview')]);
    return { sync, preview };
  },
  staleTime: Infinity,
});

/** Follows what changes while somebody looks. The browser comes back by itself when the stream ends. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stream = new EventSource('/api/v1/live');
    stream.addEventListener('inbox', ({ data }: MessageEvent<string>) => {
      client.setQueryData(inboxQuery.queryKey, JSON.parse(data) as never);
    });
    stream.addEventListener('progress', ({ data }: MessageEvent<string>) => {
      client.setQueryData(latestRunsQuery.queryKey, JSON.parse(data) as LatestRuns);
    });
    return () => stream.close();
  }, [client]);
}
