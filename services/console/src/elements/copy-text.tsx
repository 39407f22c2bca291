import { ActionIcon, Code, CopyButton, Group } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { elements as texts } from '../texts/elements.js';

/** An id that somebody may want to send to somebody. `name` says what of, such as `the tenant ID`. */
export function CopyText({ text, name }: { text: string; name: string }) {
  return (
    <Group gap={4} component="span" display="inline-flex">
      <Code>{text}</Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={copy}
            aria-label={copied ? texts.copied : texts.copyLabel(name)}
          >
            {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}
