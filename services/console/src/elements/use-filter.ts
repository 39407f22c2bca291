import { useSearchParams } from 'react-router';

/** What a list is filtered by stands in the address, so that it can be sent to somebody and come back to. */
export function useFilter(): [
  read: (name: string) => string | undefined,
  put: (name: string, value?: string | null) => void,
] {
  const [filter, setFilter] = useSearchParams();
  const read = (name: string) => filter.get(name) ?? undefined;
  const put = (name: string, value?: string | null) =>
    setFilter(
      (before) => {
        const after = new URLSearchParams(before);
        if (value) after.set(name, value);
        else after.delete(name);
        return after;
      },
      { replace: true },
    );
  return [read, put];
}
