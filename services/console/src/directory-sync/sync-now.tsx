import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, newRequestKey } from '../api/client.js';
import { Failure } from '../elements/failure.js';
import { latestRunsQuery } from '../live/use-live.js';
import { directorySync as texts } from '../texts/directory-sync.js';
import { problems } from '../texts/problems.js';

export function SyncNow({ disabled }: { disabled: boolean }) {
  const client = useQueryClient();
  const [key, setKey] = useState(newRequestKey);
  const request = useMutation({
    mutationFn: async () => {
      const header = { 'Idempotency-Key': key };
      const path = await answer(api.POST('/api/v1/sync-runs', { params: { header }, body: { kind: 'sync' } }));
      return answer(api.GET('/api/v1/sync-runs/{runId}', { params: { path } }));
    },
    onSuccess: (sync) => {
      setKey(newRequestKey());
      client.setQueryData(latestRunsQuery.queryKey, (latest) => ({ ...latest, sync }));
    },
  });
  return (
    <>
      <Button disabled={disabled} loading={request.isPending} onClick={() => request.mutate()}>
        {texts.syncNow}
      </Button>
      {request.isError && <Failure error={request.error} title={problems.failedTitle} />}
    </>
  );
}
