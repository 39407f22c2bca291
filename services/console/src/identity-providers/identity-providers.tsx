import { Button, List, SimpleGrid, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { configurationQuery, connectionQuery, providersQuery } from '../api/queries.js';
import type { ProviderState } from '../api/shapes.js';
import { ConnectionState } from '../connection/connection-state.js';
import { Loaded } from '../elements/loaded.js';
import { Page } from '../elements/page.js';
import { Section } from '../elements/section.js';
import { identityProviders as texts } from '../texts/identity-providers.js';
import { shell } from '../texts/shell.js';
import { AzureCard } from './azure-card.js';
import { PendingTenant } from './pending-tenant.js';
import { ProviderCard } from './provider-card.js';
import { SwitchOff } from './switch-off.js';

const columns = { base: 1, sm: 2, lg: 3 };

export function IdentityProviders() {
  const providers = useQuery(providersQuery);
  const { data: connection } = useQuery(connectionQuery);
  return (
    <Page title={texts.title} trail={[{ title: shell.sections.userProvisioning }]}>
      {connection?.pending && <PendingTenant connection={connection} />}
      <ConnectionState />
      <Text>{texts.intro}</Text>
      <Loaded query={providers} loading={<CardsToCome />}>
        {(all) => <Cards providers={all} />}
      </Loaded>
      <Text c="dimmed">{texts.oneAtATime}</Text>
      <Section title={texts.prerequisites.title}>
        <List spacing={4}>
          {texts.prerequisites.items.map((item) => (
            <List.Item key={item}>{item}</List.Item>
          ))}
        </List>
      </Section>
    </Page>
  );
}

const CARD_HEIGHT = 214;

function CardsToCome() {
  return (
    <SimpleGrid cols={columns}>
      {Object.keys(texts.names).map((name) => (
        <Skeleton key={name} height={CARD_HEIGHT} />
      ))}
    </SimpleGrid>
  );
}

function Cards({ providers }: { providers: ProviderState[] }) {
  const configuration = useQuery(configurationQuery);
  const connection = useQuery(connectionQuery);
  const active = providers.find((one) => one.active)?.provider;
  return (
    <SimpleGrid cols={columns}>
      <Loaded query={configuration} loading={<Skeleton height={CARD_HEIGHT} />}>
        {(found) => (
          <AzureCard
            configuration={found}
            connection={connection.data ?? null}
            other={active === 'azure' ? undefined : active}
          />
        )}
      </Loaded>
      {(['google', 'scim'] as const).map((provider) => (
        <OtherCard key={provider} provider={provider} active={active} />
      ))}
    </SimpleGrid>
  );
}

interface OtherCardProps {
  provider: 'google' | 'scim';
  active: ProviderState['provider'] | undefined;
}

function OtherCard({ provider, active }: OtherCardProps) {
  if (active === provider) {
    const off = <SwitchOff provider={provider} />;
    return <ProviderCard provider={provider} tone="good" state={texts.states.active} actions={off} />;
  }
  const detail = active === undefined ? texts.notHere : texts.blocked(texts.names[active]);
  const configure = (
    <Button variant="default" disabled>
      {texts.configure}
    </Button>
  );
  return <ProviderCard provider={provider} tone="idle" state={texts.states.none} detail={detail} actions={configure} />;
}
