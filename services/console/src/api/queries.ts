import { MutationCache, QueryCache, QueryClient, queryOptions } from '@tanstack/react-query';
import { answer, answerIfAny, api } from './client.js';
import { Problem } from './problem.js';
import type { Run } from './shapes.js';

const FRESH_MS = 5_000;
const TRIES = 4;

/** What more than one feature asks for. Who changes something of it invalidates its key. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/me', { signal })),
  staleTime: Infinity,
});

export const configurationQuery = queryOptions({
  queryKey: ['configuration'],
  queryFn: ({ signal }) => answer(api.GET('/api/v1/sync-configuration', { signal })),
});

export const connectionQuery = queryOptions({
  queryKey: ['connection'],
  queryFn: ({ signal }) => answerIfAny(api.GET('/api/v1/identity-providers/azure/connection', { signal })),
});

export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/identity-providers', { signal }))).items,
});

const going: Run['status'][] = ['requested', 'queued', 'running'];

/** Whether a run goes on, or is about to. */
export const isGoing = ({ status }: Pick<Run, 'status'>): boolean => going.includes(status);

/** Retries what may pass; an expected no is shown at once. Whose sign-in has expired is asked to sign in. */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error, { queryKey }) => noticeExpiry(error, queryKey) }),
    mutationCache: new MutationCache({ onError: (error) => noticeExpiry(error) }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: (failures, error) => failures < TRIES && error instanceof Problem && error.isPassing,
      },
    },
  });

  function noticeExpiry(error: unknown, [asked]: readonly unknown[] = []): void {
    const isExpired = error instanceof Problem && error.status === 401;
    if (isExpired && asked !== meQuery.queryKey[0]) void client.resetQueries({ queryKey: meQuery.queryKey });
  }

  return client;
}
