import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { answer, api } from '../api/client.js';
import { Failure } from '../elements/failure.js';
import { problems } from '../texts/problems.js';
import { syncPreferences as texts } from '../texts/sync-preferences.js';

/** Tries the draft out on everybody, and leads to what a sync would do. */
export function PreviewButton({ save }: { save: () => Promise<boolean> }) {
  const navigate = useNavigate();
  const preview = useMutation({
    mutationFn: async () => {
      if (!(await save())) return;
      const { runId } = await answer(api.POST('/api/v1/sync-runs', { body: { kind: 'preview', of: 'draft' } }));
      await navigate(`/sync-runs/${runId}`);
    },
  });
  return (
    <>
      <Button variant="default" loading={preview.isPending} onClick={() => preview.mutate()}>
        {texts.preview}
      </Button>
      {preview.isError && <Failure error={preview.error} title={problems.failedTitle} />}
    </>
  );
}
