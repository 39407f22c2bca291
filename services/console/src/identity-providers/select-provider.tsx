import { Code, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { providersQuery } from '../api/queries.js';
import { Message } from '../elements/message.js';
import { Page } from '../elements/page.js';
import { DataTable } from '../elements/data-table.js';
import { Section } from '../elements/section.js';
import { readRedirectFailure } from '../session/read-redirect.js';
import { identityProviders } from '../texts/identity-providers.js';
import { selectProvider as texts } from '../texts/select-provider.js';
import { shell } from '../texts/shell.js';
import { ConnectButton } from './connect-button.js';
import { ProviderLogo } from './provider-logo.js';
import { SignInFailure } from './sign-in-failure.js';

const trail = [
  { title: shell.sections.userProvisioning },
  { title: shell.pages.identityProviders, to: '/identity-providers' },
];

/** Before the sign-in: who can do it, what is read and why. After one that failed: what to do about it. */
export function SelectProvider() {
  const { search } = useLocation();
  // The cookie with the words is gone after a minute, the page may stay open longer.
  const [failure] = useState(() => readRedirectFailure(search, document.cookie));
  const { data: providers = [] } = useQuery(providersQuery);
  const other = providers.find(({ provider, active }) => active && provider !== 'azure')?.provider;
  return (
    <Page title={texts.title} trail={trail}>
      {failure && <SignInFailure failure={failure} />}
      {other !== undefined && (
        <Message tone="warn" title={texts.blockedTitle(identityProviders.names[other])}>
          {texts.blocked(identityProviders.names[other])}
        </Message>
      )}
      <Paper withBorder p="lg">
        <Stack>
          <Group gap="sm" wrap="nowrap">
            <ProviderLogo provider="azure" />
            <Title order={2} size="h4">
              {identityProviders.names.azure}
            </Title>
          </Group>
          <Text maw={760}>{texts.intro}</Text>
          <Group>
            <ConnectButton disabled={other !== undefined} />
          </Group>
        </Stack>
      </Paper>
      <Permissions />
      <Section title={texts.never.title}>
        <List spacing={4}>
          {texts.never.items.map((item) => (
            <List.Item key={item}>{item}</List.Item>
          ))}
        </List>
      </Section>
    </Page>
  );
}

function Permissions() {
  const { title, label, columns, rows } = texts.permissions;
  return (
    <Section title={title}>
      <DataTable
        label={label}
        columns={columns}
        items={rows}
        keyOf={({ permission }) => permission}
        cells={({ permission, read, why }) => ({ permission: <Code>{permission}</Code>, read, why })}
      />
    </Section>
  );
}
