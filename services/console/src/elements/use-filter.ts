import { useSearchParams } from 'react-router';

interface Filter {
  read: (name: string) => string | undefined;
  /** One of these; whatever else stands there is as if there were nothing. */
  readOne: <Value extends string>(name: string, of: Readonly<Record<Value, string>>) => Value | undefined;
  put: (name: string, value?: string | null) => void;
}

/** What a list is filtered by stands in the address, so that it can be sent to somebody and come back to. */
export function useFilter(): Filter {
  const [filter, setFilter] = useSearchParams();
  return {
    read: (name) => filter.get(name) ?? undefined,
    readOne: (name, of) => Object.keys(of).find((value): value is keyof typeof of => value === filter.get(name)),
    put: (name, value) =>
      setFilter(
        (before) => {
          const after = new URLSearchParams(before);
          if (value) after.set(name, value);
          else after.delete(name);
          return after;
        },
        { replace: true },
      ),
  };
}
