import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answer, answerIfAny, api } from '../api/client.js';

const RARELY_MS = 60_000;

/** What can be read of people; a directory extension only where it is asked for by its name. */
export const attributesQuery = (extension?: string) =>
  queryOptions({
    queryKey: ['directory-attributes', extension],
    queryFn: async ({ signal }) => {
      const params = { query: extension === undefined ? {} : { extension } };
      return (await answer(api.GET('/api/v1/directory/attributes', { params, signal }))).items;
    },
    placeholderData: keepPreviousData,
    staleTime: RARELY_MS,
  });

export const userFieldsQuery = queryOptions({
  queryKey: ['user-fields'],
  queryFn: async ({ signal }) => (await answer(api.GET('/api/v1/user-fields', { signal }))).items,
  staleTime: RARELY_MS,
});

export const suggestionsQuery = (target: string) =>
  queryOptions({
    queryKey: ['suggestions', target],
    queryFn: async ({ signal }) => {
      const params = { query: { target } };
      return (await answer(api.GET('/api/v1/sync-configuration/draft/suggestions', { params, signal }))).items;
    },
    staleTime: RARELY_MS,
  });

export const latestTestQuery = queryOptions({
  queryKey: ['mapping-test'],
  queryFn: ({ signal }) => answerIfAny(api.GET('/api/v1/sync-configuration/draft/test', { signal })),
});
