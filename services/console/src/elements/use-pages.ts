import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useLocation, useNavigate } from 'react-router';

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

/** By list, the cursors of the pages that were turned. */
interface Turned {
  pages?: Readonly<Record<string, string[]>>;
}

/**
 * One page of a list at a time, as the server cuts it. Another `key`, such as another filter, begins at the first page. Each
 * page turned is a step of the browser's history: Back turns back, and who comes back from elsewhere finds their page.
 */
export function usePages<Item>(
  key: readonly unknown[],
  ask: (cursor: string | undefined, signal: AbortSignal) => Promise<Listed<Item>>,
): Pages<Item> {
  const list = JSON.stringify(key);
  const navigate = useNavigate();
  const location = useLocation();
  const { pages = {} } = (location.state ?? {}) as Turned;
  const cursors = pages[list] ?? [];
  const turn = (to: string[]) => void navigate(location, { state: { pages: { ...pages, [list]: to } } });
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
    ...(cursors.length > 0 && { previous: () => turn(cursors.slice(0, -1)) }),
    ...(next !== undefined && { next: () => turn([...cursors, next]) }),
  };
}
