import { Text } from '@mantine/core';
import { CopyText } from '../elements/copy-text.js';
import { Message } from '../elements/message.js';
import type { RedirectFailure } from '../session/read-redirect.js';
import { selectProvider } from '../texts/select-provider.js';
import { otherFailure, signInFailures } from '../texts/sign-in-failures.js';

/** What went wrong at Microsoft, why, what to do, and what Microsoft's support will ask for. */
export function SignInFailure({ failure: { code, detail, correlationId } }: { failure: RedirectFailure }) {
  const { title, why, next } = signInFailures[code] ?? otherFailure;
  return (
    <Message tone="bad" title={title}>
      <Text>{detail ?? `${why} ${next}`}</Text>
      {correlationId !== undefined && (
        <Text size="sm" component="div">
          {selectProvider.correlation} <CopyText text={correlationId} name={selectProvider.correlationName} />
        </Text>
      )}
    </Message>
  );
}
