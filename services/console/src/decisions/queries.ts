import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';

const COUNTED = 200;

interface Listed {
  items: unknown[];
  next?: string;
}

const count = ({ items, next }: Listed) => ({ people: items.length, orMore: next !== undefined });

/** How many wait for a decision, as far as one page tells. */
export const removalsWaitingQuery = queryOptions({
  queryKey: ['decisions', 'removals', 'waiting'],
  queryFn: async ({ signal }) => {
    const params = { query: { state: 'held' as const, limit: COUNTED } };
    return count(await answer(api.GET('/api/v1/removals', { params, signal })));
  },
});

export const emailChangesWaitingQuery = queryOptions({
  queryKey: ['decisions', 'email-changes', 'waiting'],
  queryFn: async ({ signal }) => {
    const params = { query: { state: 'held' as const, limit: COUNTED } };
    return count(await answer(api.GET('/api/v1/email-changes', { params, signal })));
  },
});
