import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { elements as texts } from '../texts/elements.js';
import { Failure } from './failure.js';

/** Takes the room of what is to come, so that nothing jumps when it comes. */
export function Loading({ lines = 4, height = 28 }: { lines?: number; height?: number }) {
  return (
    <Stack gap="sm" aria-busy>
      <VisuallyHidden role="status">{texts.loading}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={height} />
      ))}
    </Stack>
  );
}

interface LoadedProps<Data> {
  query: UseQueryResult<Data>;
  children: (data: Data) => ReactNode;
  /** What stands there meanwhile. */
  loading?: ReactNode;
}

/** What a query answered; before that, that it is asked; where it failed, why. What was shown once stays. */
export function Loaded<Data>({ query, children, loading = <Loading /> }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return loading;
}
