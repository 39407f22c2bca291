import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';

interface Listed<Item> {
  items: Item[];
  next?: string;
}

export interface Pages<Item> {
  query: UseQueryResult<Listed<Item>>;
  page: number;
  previous?: () => void;
  next?: () => void;
}

/** One page of a list at a time, as the server cuts it. Another `key`, such as another filter, begins at the first page. */
export function usePages<Item>(
  key: readonly unknown[],
  ask: (cursor: string | undefined, signal: AbortSignal) => Promise<Listed<Item>>,
): Pages<Item> {
  const list = JSON.stringify(key);
  const [place, setPlace] = useState<{ list: string; cursors: string[] }>({ list, cursors: [] });
  const cursors = place.list === list ? place.cursors : [];
  const query = useQuery({
    queryKey: [...key, cursors.at(-1)],
    queryFn: ({ signal }) => ask(cursors.at(-1), signal),
    placeholderData: keepPreviousData,
  });
  const { data, isPlaceholderData } = query;
  const next = isPlaceholderData ? undefined : data?.next;
  return {
    query,
    page: cursors.length + 1,
    ...(cursors.length > 0 && { previous: () => setPlace({ list, cursors: cursors.slice(0, -1) }) }),
    ...(next !== undefined && { next: () => setPlace({ list, cursors: [...cursors, next] }) }),
  };
}
