import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { answer, api } from '../api/client.js';

/** The newest notices and how many are unread. Asked once; from then on the server says when there is news. */
export const inboxQuery = queryOptions({
  queryKey: ['inbox'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/notifications', { params: { query: { limit: 20 } }, signal })),
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
    return () => stream.close();
  }, [client]);
}
