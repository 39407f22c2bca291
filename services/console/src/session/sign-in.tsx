import { Button, Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useLocation } from 'react-router';
import { Message } from '../elements/message.js';
import { session as texts } from '../texts/session.js';
import { shell } from '../texts/shell.js';
import { readRedirectFailure } from './read-redirect.js';

/** For whoever is not signed in, at whatever address they are. */
export function SignIn() {
  const { search } = useLocation();
  const failure = readRedirectFailure(search, document.cookie);
  return (
    <Center component="main" mih="100dvh" p="md">
      <title>{`${texts.title} · ${shell.product}`}</title>
      <Paper withBorder p="xl" maw={440}>
        <Stack>
          <Title order={1} size="h2">
            {shell.area}
          </Title>
          <Text>{texts.text}</Text>
          {failure && (
            <Message tone="bad" title={texts.failed}>
              {failure.detail ?? texts.again}
            </Message>
          )}
          <Button component="a" href="/api/v1/session/sign-in" size="md">
            {texts.button}
          </Button>
        </Stack>
      </Paper>
    </Center>
  );
}
