import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { Configuration } from '../api/shapes.js';
import { DiscardSetUp } from '../configuration/discard-set-up.js';
import { nextStep, numberOf } from '../configuration/steps.js';
import { Empty } from '../elements/empty.js';
import { Message } from '../elements/message.js';
import { directorySync } from '../texts/directory-sync.js';

const { none, unfinished: texts } = directorySync;

/** Somebody began and stopped: go on there, or not. */
export function Unfinished({ configuration }: { configuration: Configuration }) {
  const actions = (
    <>
      <Button component={Link} to="/configuration">
        {texts.continue}
      </Button>
      <DiscardSetUp />
    </>
  );
  return (
    <Message tone="warn" title={texts.title(numberOf(nextStep(configuration)))} actions={actions}>
      {texts.text}
    </Message>
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
