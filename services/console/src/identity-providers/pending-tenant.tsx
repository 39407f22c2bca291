import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { answer, api } from '../api/client.js';
import type { Connection } from '../api/shapes.js';
import { Dialog } from '../elements/dialog.js';
import { Failure } from '../elements/failure.js';
import { Message } from '../elements/message.js';
import { identityProviders } from '../texts/identity-providers.js';
import { problems } from '../texts/problems.js';

const { pending: texts } = identityProviders;

/** Another tenant than the connected one was signed in to: it waits here until somebody decides. */
export function PendingTenant({ connection: { tenantName: old, pending } }: { connection: Connection }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, dialog] = useDisclosure();
  const body = { tenantId: pending?.tenantId ?? '' };
  const replace = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/identity-providers/azure/confirm', { body })),
    onSuccess: async () => {
      await client.invalidateQueries();
      // Not to the wizard itself, which would show what was made for the other tenant until that is known to be gone.
      await navigate('/configuration?connected=1');
    },
  });
  const keep = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/identity-providers/azure/reject', { body })),
    onSuccess: () => client.invalidateQueries(),
  });
  if (!pending) return null;
  const { tenantName, verifiedDomains, consentedBy } = pending;
  return (
    <Message
      tone="warn"
      title={texts.title(tenantName)}
      actions={
        <>
          <Button size="xs" loading={keep.isPending} onClick={() => keep.mutate()}>
            {texts.keep(old)}
          </Button>
          <Button size="xs" variant="default" onClick={dialog.open}>
            {texts.replace(tenantName)}
          </Button>
        </>
      }
    >
      <Text>{texts.text(consentedBy, tenantName, verifiedDomains.join(', '), old)}</Text>
      {keep.isError && <Failure error={keep.error} title={problems.failedTitle} />}
      <Dialog title={texts.question(old, tenantName)} isOpen={isAsking} close={dialog.close}>
        <Text>{texts.consequence(old)}</Text>
        {replace.isError && <Failure error={replace.error} title={problems.failedTitle} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={dialog.close}>
            {texts.notNow}
          </Button>
          <Button color="red.9" loading={replace.isPending} onClick={() => replace.mutate()}>
            {texts.replace(tenantName)}
          </Button>
        </Group>
      </Dialog>
    </Message>
  );
}
