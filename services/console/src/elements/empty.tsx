import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** That there is nothing, why, and what to do next. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Stack gap={4} align="center" py="xl" px="md" ta="center">
      <Text fw={600}>{title}</Text>
      {children !== undefined && (
        <Text c="dimmed" maw={480} component="div">
          {children}
        </Text>
      )}
    </Stack>
  );
}
