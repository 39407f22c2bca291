import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Confirm } from '../elements/confirm.js';
import { directorySync } from '../texts/directory-sync.js';
import { discardDraft } from './discard-draft.js';

const { unfinished: texts } = directorySync;

/** Forgets a set-up that was begun, once somebody has said that it is meant. */
export function DiscardSetUp() {
  const client = useQueryClient();
  const [isOpen, { open, close }] = useDisclosure();
  const confirm = { title: texts.discardTitle, text: texts.discardText, cancel: texts.keep, confirm: texts.discard };
  return (
    <>
      <Button variant="default" onClick={open}>
        {texts.discard}
      </Button>
      <Confirm texts={confirm} isOpen={isOpen} close={close} act={() => discardDraft(client)} isHarmful />
    </>
  );
}
