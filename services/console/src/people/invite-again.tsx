import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import { Failure } from '../elements/failure.js';
import { Message } from '../elements/message.js';
import { person as texts } from '../texts/people.js';
import { problems } from '../texts/problems.js';

/** For somebody who has not accepted yet. */
export function InviteAgain({ userId }: { userId: string }) {
  const invite = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/users/{userId}/invitation', { params: { path: { userId } } })),
  });
  if (invite.isSuccess) return <Message tone="good">{texts.invited(invite.data.to)}</Message>;
  return (
    <>
      <Group>
        <Button variant="default" loading={invite.isPending} onClick={() => invite.mutate()}>
          {texts.invite}
        </Button>
      </Group>
      {invite.isError && <Failure error={invite.error} title={problems.failedTitle} />}
    </>
  );
}
