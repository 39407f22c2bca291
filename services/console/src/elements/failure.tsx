import { Button, Text } from '@mantine/core';
import { toProblem } from '../api/problem.js';
import { problems as texts } from '../texts/problems.js';
import { Message } from './message.js';

interface FailureProps {
  error: unknown;
  title?: string;
  retry?: () => void;
}

/** Why something could not be loaded or done, in the API's words, and the way to try again. */
export function Failure({ error, title = texts.title, retry }: FailureProps) {
  const { message, document } = toProblem(error);
  return (
    <Message
      tone="bad"
      title={title}
      actions={
        retry && (
          <Button size="xs" variant="default" onClick={retry}>
            {texts.tryAgain}
          </Button>
        )
      }
    >
      <Text>{message}</Text>
      {document?.status === 500 && document.requestId !== undefined && (
        <Text size="sm" c="dimmed">
          {texts.requestId(document.requestId)}
        </Text>
      )}
    </Message>
  );
}
