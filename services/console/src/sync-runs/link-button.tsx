import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import type { Outcome } from '../api/shapes.js';
import { Confirm } from '../elements/confirm.js';
import { linking as texts } from '../texts/linking.js';

interface LinkButtonProps {
  runId: string;
  outcome: Pick<Outcome, 'externalId' | 'name' | 'reasons'>;
}

/** Where a sync found a user whom it would not link by itself: says that they are the same person. */
export function LinkButton({ runId, outcome: { externalId, name, reasons } }: LinkButtonProps) {
  const client = useQueryClient();
  const [isOpen, { open, close }] = useDisclosure();
  const userId = reasons.find(({ code }) => code === 'link-needs-decision')?.userId;
  if (userId === undefined) return null;
  const link = async () => {
    const body = { runId, externalId };
    await answer(api.POST('/api/v1/users/{userId}/link', { params: { path: { userId } }, body }));
    await client.invalidateQueries();
  };
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={open}>
        {texts.link}
      </Button>
      <Confirm
        texts={{ title: texts.title, text: texts.text(name), cancel: texts.cancel, confirm: texts.link }}
        isOpen={isOpen}
        close={close}
        act={link}
      />
    </>
  );
}
