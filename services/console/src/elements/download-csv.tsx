import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { readProblem } from '../api/problem.js';
import { elements as texts } from '../texts/elements.js';
import { problems } from '../texts/problems.js';
import { Failure } from './failure.js';

/** A whole list takes longer than a page of it. */
const TIMEOUT_MS = 10 * 60_000;

/** The whole of a list as a file. `path` is the list's, filters included. */
export function DownloadCsv({ path, file }: { path: string; file: string }) {
  const download = useMutation({ mutationFn: () => fetchCsv(path), onSuccess: (content) => hand(content, file) });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconDownload size={16} aria-hidden />}
        loading={download.isPending}
        onClick={() => download.mutate()}
      >
        {texts.csv}
      </Button>
      {download.isError && <Failure error={download.error} title={problems.failedTitle} />}
    </>
  );
}

async function fetchCsv(path: string): Promise<Blob> {
  const response = await fetch(path, { headers: { Accept: 'text/csv' }, signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw await readProblem(response);
  return response.blob();
}

function hand(content: Blob, file: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = file;
  link.click();
  URL.revokeObjectURL(address);
}
