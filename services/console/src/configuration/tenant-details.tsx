import { Group, List, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { connectionQuery } from '../api/queries.js';
import type { Connection } from '../api/shapes.js';
import { CopyText } from '../elements/copy-text.js';
import { Facts } from '../elements/facts.js';
import { Loaded } from '../elements/loaded.js';
import { State } from '../elements/state.js';
import { formatDateTime } from '../formats/format-date.js';
import { ConnectButton } from '../identity-providers/connect-button.js';
import { tenantDetails as texts } from '../texts/configuration.js';
import { StepFooter } from './step-footer.js';
import { StepPage } from './step-page.js';

/** What the sync can't do without. */
const needed = ['User.Read.All', 'GroupMember.Read.All'];

export function TenantDetails() {
  const connection = useQuery(connectionQuery);
  return (
    <StepPage step="tenant-details">
      {(configuration, reload) => (
        <>
          <Loaded query={connection}>{(found) => found && <Tenant connection={found} />}</Loaded>
          <StepFooter step="tenant-details" configuration={configuration} reload={reload} />
        </>
      )}
    </StepPage>
  );
}

function Tenant({ connection }: { connection: Connection }) {
  const { tenantName, tenantId, verifiedDomains, permissions, consentedBy, verifiedAt } = connection;
  return (
    <Paper withBorder p="lg">
      <Stack>
        <Text>{texts.confirm}</Text>
        <Facts
          facts={[
            [texts.name, <strong key="name">{tenantName}</strong>],
            [texts.id, <CopyText key="id" text={tenantId} name={texts.copyId} />],
            [texts.domains, <Domains key="domains" names={verifiedDomains} />],
            [texts.connectedBy, `${consentedBy} ${texts.connectedOn(formatDateTime(verifiedAt))}`],
            [
              texts.permissions,
              <Stack key="permissions" gap={2}>
                {needed.map((permission) => (
                  <Permission key={permission} name={permission} isGranted={permissions.includes(permission)} />
                ))}
              </Stack>,
            ],
          ]}
        />
        <Group gap="sm">
          <Text c="dimmed">{texts.other}</Text>
          <ConnectButton variant="default" size="xs">
            {texts.useOther}
          </ConnectButton>
        </Group>
      </Stack>
    </Paper>
  );
}

function Domains({ names }: { names: string[] }) {
  return (
    <List listStyleType="none">
      {names.map((name) => (
        <List.Item key={name}>{name}</List.Item>
      ))}
    </List>
  );
}

function Permission({ name, isGranted }: { name: string; isGranted: boolean }) {
  return <State tone={isGranted ? 'good' : 'bad'}>{isGranted ? texts.granted(name) : texts.missing(name)}</State>;
}
