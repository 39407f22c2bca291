import { Group, Paper, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './elements.module.css';
import type { Tone } from './state.js';

const icons = {
  good: IconCircleCheck,
  warn: IconAlertTriangle,
  bad: IconAlertTriangle,
  busy: IconInfoCircle,
  idle: IconInfoCircle,
};

interface MessageProps {
  tone: Tone;
  title?: string;
  children?: ReactNode;
  /** What can be done about it. */
  actions?: ReactNode;
}

/** Says what happened and what to do: a fault aloud, anything else when there is a pause. */
export function Message({ tone, title, children, actions }: MessageProps) {
  const Icon = icons[tone];
  return (
    <Paper
      withBorder
      p="md"
      className={`${classes.message} ${classes[tone]}`}
      role={tone === 'bad' ? 'alert' : 'status'}
    >
      <Group align="flex-start" wrap="nowrap" gap="sm">
        <Icon size={20} className={classes.icon} aria-hidden />
        <Stack gap="xs" flex={1} miw={0}>
          {title !== undefined && <Text fw={600}>{title}</Text>}
          {typeof children === 'string' ? <Text>{children}</Text> : children}
          {actions !== undefined && <Group gap="sm">{actions}</Group>}
        </Stack>
      </Group>
    </Paper>
  );
}
