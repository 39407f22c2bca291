import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { answer, api } from '../api/client.js';
import { configurationQuery } from '../api/queries.js';
import type { Configuration, MappingRow, Preferences, Scope } from '../api/shapes.js';
import { Saver } from './saver.js';

const DELAY_MS = 600;

/** What each step saves. */
export interface Parts {
  scope: Scope;
  mapping: { rows: MappingRow[] };
  preferences: Preferences;
}

const from = (etag: string | undefined) => ({ header: etag === undefined ? {} : { 'If-Match': `"${etag}"` } });

const puts: { [Part in keyof Parts]: (body: Parts[Part], etag: string | undefined) => Promise<Configuration> } = {
  scope: (body, etag) => answer(api.PUT('/api/v1/sync-configuration/draft/scope', { body, params: from(etag) })),
  mapping: (body, etag) => answer(api.PUT('/api/v1/sync-configuration/draft/mapping', { body, params: from(etag) })),
  preferences: (body, etag) =>
    answer(api.PUT('/api/v1/sync-configuration/draft/preferences', { body, params: from(etag) })),
};

/** Saves a part of the draft that is shown, and lets the rest of the page know how it is now. */
export function useSaver<Part extends keyof Parts>(part: Part, shown: Configuration): Saver<Parts[Part]> {
  const client = useQueryClient();
  const [saver] = useState(() => {
    const put = async (value: Parts[Part], etag: string | undefined) => {
      const changed = await puts[part](value, etag);
      // A look at how it was before must not come in after this.
      await client.cancelQueries({ queryKey: configurationQuery.queryKey });
      client.setQueryData(configurationQuery.queryKey, changed);
      return changed;
    };
    return new Saver<Parts[Part]>(put, shown.draft?.etag, DELAY_MS);
  });
  useSyncExternalStore(saver.subscribe, saver.snapshot);
  // Whoever goes elsewhere has still meant what they changed last.
  useEffect(() => () => void saver.flush(), [saver]);
  return saver;
}
