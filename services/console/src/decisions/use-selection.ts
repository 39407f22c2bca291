import { useState } from 'react';

export interface Selection {
  ids: ReadonlySet<string>;
  toggle: (id: string) => void;
  /** All of these, or none of them where all are selected. */
  toggleAll: (ids: string[]) => void;
  clear: () => void;
}

/** People who were picked, on whatever page of the list. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  return {
    ids,
    toggle: (id) => setIds((before) => (before.has(id) ? without(before, [id]) : new Set([...before, id]))),
    toggleAll: (all) =>
      setIds((before) => (all.every((id) => before.has(id)) ? without(before, all) : new Set([...before, ...all]))),
    clear: () => setIds(new Set()),
  };
}

const without = (ids: ReadonlySet<string>, gone: string[]) => new Set([...ids].filter((id) => !gone.includes(id)));
