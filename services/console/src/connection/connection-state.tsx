import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { answer, api } from '../api/client.js';
import { connectionQuery } from '../api/queries.js';
import type { Connection } from '../api/shapes.js';
import { Confirm } from '../elements/confirm.js';
import { CopyText } from '../elements/copy-text.js';
import { Facts } from '../elements/facts.js';
import { Failure } from '../elements/failure.js';
import { Message } from '../elements/message.js';
import { formatDateTime, formatRecent } from '../formats/format-date.js';
import { ConnectButton } from '../identity-providers/connect-button.js';
import { connectionState as texts } from '../texts/connection.js';
import { problems } from '../texts/problems.js';

const WARNED_MS = 30 * 86_400_000;

/** What is wrong with the connection to Azure AD, or waits for somebody; nothing where all is well. */
export function ConnectionState() {
  const { data: connection } = useQuery(connectionQuery);
  if (!connection) return null;
  const { lost, pending, credentialExpiresAt } = connection;
  return (
    <>
      {pending && <PendingTenant pending={pending} />}
      {lost && <Lost lost={lost} />}
      {credentialExpiresAt !== undefined && <Expiry expiresAt={credentialExpiresAt} />}
    </>
  );
}

function Lost({ lost: { code, message, since } }: { lost: NonNullable<Connection['lost']> }) {
  // Where the fault is in how Rollcall is run, no sign-in mends it.
  const actions = code !== 'server-setting' && <ConnectButton>{texts.signInAgain}</ConnectButton>;
  return (
    <Message tone="bad" title={texts.lost} actions={actions}>
      {texts.lostText(message, formatRecent(since))}
    </Message>
  );
}

function PendingTenant({ pending }: { pending: NonNullable<Connection['pending']> }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isOpen, { open, close }] = useDisclosure();
  const body = { tenantId: pending.tenantId };
  const keep = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/identity-providers/azure/reject', { body })),
    onSuccess: () => client.invalidateQueries(),
  });
  const use = async () => {
    await answer(api.POST('/api/v1/identity-providers/azure/confirm', { body }));
    await client.invalidateQueries();
    await navigate('/configuration');
  };
  const actions = (
    <>
      <Button onClick={open}>{texts.use}</Button>
      <Button variant="default" loading={keep.isPending} onClick={() => keep.mutate()}>
        {texts.keep}
      </Button>
    </>
  );
  return (
    <>
      <Message tone="warn" title={texts.pending(pending.tenantName)} actions={actions}>
        <Text>{pending.message}</Text>
        <Facts
          facts={[
            [texts.tenantId, <CopyText key="id" text={pending.tenantId} name={texts.tenantId} />],
            [texts.domains, pending.verifiedDomains.join(', ')],
            [texts.signedInBy, pending.consentedBy],
          ]}
        />
        {keep.isError && <Failure error={keep.error} title={problems.failedTitle} />}
      </Message>
      <Confirm
        texts={{
          title: texts.useTitle(pending.tenantName),
          text: texts.useText(pending.tenantName),
          cancel: texts.cancel,
          confirm: texts.use,
        }}
        isOpen={isOpen}
        close={close}
        act={use}
        isHarmful
      />
    </>
  );
}

function Expiry({ expiresAt }: { expiresAt: string }) {
  const left = millisecondsTo(expiresAt);
  if (left > WARNED_MS) return null;
  const when = formatDateTime(expiresAt);
  return (
    <Message tone="warn" title={left > 0 ? texts.expires(when) : texts.expired(when)}>
      {texts.expiryText}
    </Message>
  );
}

const millisecondsTo = (moment: string): number => Date.parse(moment) - Date.now();
