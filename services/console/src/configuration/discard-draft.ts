import type { QueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import { configurationQuery } from '../api/queries.js';

/** Forgets what was edited, and shows what is left. */
export async function discardDraft(client: QueryClient): Promise<void> {
  client.setQueryData(configurationQuery.queryKey, await answer(api.DELETE('/api/v1/sync-configuration/draft')));
}
