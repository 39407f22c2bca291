import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import { providersQuery } from '../api/queries.js';
import { Dialog } from '../elements/dialog.js';
import { Failure } from '../elements/failure.js';
import { identityProviders } from '../texts/identity-providers.js';
import { problems } from '../texts/problems.js';

const { switchOff: texts, names } = identityProviders;

/** Frees the account's one place for another provider. */
export function SwitchOff({ provider }: { provider: 'google' | 'scim' }) {
  const client = useQueryClient();
  const [isAsking, dialog] = useDisclosure();
  const switchOff = useMutation({
    mutationFn: () =>
      answer(api.POST('/api/v1/identity-providers/{provider}/switch-off', { params: { path: { provider } } })),
    onSuccess: ({ items }) => client.setQueryData(providersQuery.queryKey, items),
  });
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {texts.button}
      </Button>
      <Dialog title={texts.question(names[provider])} isOpen={isAsking} close={dialog.close}>
        <Text>{texts.text(names[provider])}</Text>
        {switchOff.isError && <Failure error={switchOff.error} title={problems.failedTitle} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={dialog.close}>
            {texts.notNow}
          </Button>
          <Button color="red.9" loading={switchOff.isPending} onClick={() => switchOff.mutate()}>
            {texts.button}
          </Button>
        </Group>
      </Dialog>
    </>
  );
}
