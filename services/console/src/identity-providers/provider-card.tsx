import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ProviderState } from '../api/shapes.js';
import { State, type Tone } from '../elements/state.js';
import { identityProviders as texts } from '../texts/identity-providers.js';
import { ProviderLogo } from './provider-logo.js';

interface ProviderCardProps {
  provider: ProviderState['provider'];
  tone: Tone;
  state: string;
  /** More about the state, such as why nothing can be done. */
  detail?: string;
  actions?: ReactNode;
}

export function ProviderCard({ provider, tone, state, detail, actions }: ProviderCardProps) {
  const name = texts.names[provider];
  return (
    <Paper withBorder p="lg" component="section" aria-label={name}>
      <Stack gap="sm" h="100%">
        <Group gap="sm" wrap="nowrap">
          <ProviderLogo provider={provider} />
          <Title order={2} size="h4">
            {name}
          </Title>
        </Group>
        <Text>{texts.sentences[provider]}</Text>
        <div>
          <State tone={tone}>{state}</State>
          {detail !== undefined && (
            <Text size="sm" c="dimmed">
              {detail}
            </Text>
          )}
        </div>
        <Group gap="sm" mt="auto">
          {actions}
        </Group>
      </Stack>
    </Paper>
  );
}
