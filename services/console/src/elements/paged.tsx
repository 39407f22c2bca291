import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { elements as texts } from '../texts/elements.js';
import { Loaded, Loading } from './loaded.js';
import type { Pages } from './use-pages.js';

interface PagedProps<Item> {
  pages: Pages<Item>;
  /** Shown where the list has nothing in it. */
  empty: ReactNode;
  children: (items: Item[]) => ReactNode;
}

/** A list that may be of any length: its page, and the way to the ones beside it. */
export function Paged<Item>({ pages: { query, page, previous, next }, empty, children }: PagedProps<Item>) {
  return (
    <Loaded query={query} loading={<Loading lines={10} height={36} />}>
      {({ items }) => (
        <Stack gap="sm" aria-busy={query.isPlaceholderData}>
          {items.length === 0 && page === 1 ? empty : children(items)}
          {(previous ?? next) !== undefined && (
            <Group justify="flex-end" gap="sm">
              <Text size="sm" c="dimmed" role="status">
                {texts.page(page)}
              </Text>
              <Button variant="default" size="xs" disabled={!previous} onClick={previous}>
                {texts.previousPage}
              </Button>
              <Button variant="default" size="xs" disabled={!next} onClick={next}>
                {texts.nextPage}
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </Loaded>
  );
}
