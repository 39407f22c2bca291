import { Button, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { answer, api } from '../api/client.js';
import { Failure } from '../elements/failure.js';
import { invitation as texts } from '../texts/notifications.js';
import { problems } from '../texts/problems.js';
import { shell } from '../texts/shell.js';

/** For who was invited, and is nobody here yet. A press accepts: mail scanners follow links, but press nothing. */
export function AcceptInvitation() {
  const { token = '' } = useParams();
  const accept = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/invitations/{token}/accept', { params: { path: { token } } })),
  });
  return (
    <Center component="main" mih="100dvh" p="md">
      <title>{`${texts.title} · ${shell.product}`}</title>
      <Paper withBorder p="xl" maw={460}>
        <Stack>
          <Title order={1} size="h2">
            {accept.isSuccess ? texts.welcome(accept.data.name) : texts.title}
          </Title>
          <Text role="status">{accept.isSuccess ? texts.done : texts.text}</Text>
          {accept.isError && <Failure error={accept.error} title={problems.failedTitle} />}
          {accept.isSuccess ? (
            <Button component="a" href="/api/v1/session/sign-in" size="md">
              {texts.signIn}
            </Button>
          ) : (
            <Button size="md" loading={accept.isPending} onClick={() => accept.mutate()}>
              {texts.accept}
            </Button>
          )}
        </Stack>
      </Paper>
    </Center>
  );
}
