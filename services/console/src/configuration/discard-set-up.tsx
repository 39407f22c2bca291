import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client.js';
import { configurationQuery } from '../api/queries.js';
import { Confirm } from '../elements/confirm.js';
import { directorySync } from '../texts/directory-sync.js';

const { unfinished: texts } = directorySync;

/** Forgets a set-up that was begun, once somebody has said that it is meant. */
export function DiscardSetUp() {
  const client = useQueryClient();
  const [isOpen, { open, close }] = useDisclosure();
  const discard = async () => {
    const changed = await answer(api.DELETE('/api/v1/sync-configuration/draft'));
    client.setQueryData(configurationQuery.queryKey, changed);
  };
  const confirm = { title: texts.discardTitle, text: texts.discardText, cancel: texts.keep, confirm: texts.discard };
  return (
    <>
      <Button variant="default" onClick={open}>
        {texts.discard}
      </Button>
      <Confirm texts={confirm} isOpen={isOpen} close={close} act={discard} isHarmful />
    </>
  );
}
