import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { answer, api } from '../api/client.js';
import { configurationQuery } from '../api/queries.js';
import type { Configuration } from '../api/shapes.js';
import { nextStep, numberOf } from '../configuration/steps.js';
import { Confirm } from '../elements/confirm.js';
import { Empty } from '../elements/empty.js';
import { Message } from '../elements/message.js';
import { directorySync } from '../texts/directory-sync.js';

const { none, unfinished: texts } = directorySync;

/** Somebody began and stopped: go on there, or not. */
export function Unfinished({ configuration }: { configuration: Configuration }) {
  const client = useQueryClient();
  const [isOpen, { open, close }] = useDisclosure();
  const discard = async () => {
    const changed = await answer(api.DELETE('/api/v1/sync-configuration/draft'));
    client.setQueryData(configurationQuery.queryKey, changed);
  };
  const actions = (
    <>
      <Button component={Link} to="/configuration">
        {texts.continue}
      </Button>
      <Button variant="default" onClick={open}>
        {texts.discard}
      </Button>
    </>
  );
  const confirm = { title: texts.discardTitle, text: texts.discardText, cancel: texts.keep, confirm: texts.discard };
  return (
    <>
      <Message tone="warn" title={texts.title(numberOf(nextStep(configuration)))} actions={actions}>
        {texts.text}
      </Message>
      <Confirm texts={confirm} isOpen={isOpen} close={close} act={discard} isHarmful />
    </>
  );
}

export function NotSetUp() {
  return (
    <Empty title={none.title}>
      <p>{none.text}</p>
      <Button component={Link} to="/identity-providers">
        {none.configure}
      </Button>
    </Empty>
  );
}
