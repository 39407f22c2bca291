import { Button, Center } from '@mantine/core';
import { Message } from '../elements/message.js';
import { problems as texts } from '../texts/problems.js';

/** Where a page fails at being drawn, or a part of it is not there any more since Rollcall was renewed. */
export function BrokenPage() {
  return (
    <Center mih="50dvh" p="md">
      <Message
        tone="bad"
        title={texts.title}
        actions={<Button onClick={() => location.reload()}>{texts.reload}</Button>}
      >
        {texts.console}
      </Message>
    </Center>
  );
}
