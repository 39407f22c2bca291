import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Connection, Run } from '../api/shapes.js';
import { emailChangesWaitingQuery, removalsWaitingQuery } from '../decisions/queries.js';
import { Message } from '../elements/message.js';
import { ConnectButton } from '../identity-providers/connect-button.js';
import { directorySync } from '../texts/directory-sync.js';
import { pickUrgent, type Urgent } from './pick-urgent.js';

const { urgent: texts } = directorySync;
const none = { people: 0, orMore: false };

export function UrgentBanner({ connection, lastSync }: { connection: Connection | null; lastSync?: Run }) {
  const { data: removals = none } = useQuery(removalsWaitingQuery);
  const { data: emailChanges = none } = useQuery(emailChangesWaitingQuery);
  const urgent = pickUrgent({ connection, removals, emailChanges, lastSync }, new Date());
  return urgent && <Banner urgent={urgent} />;
}

function Banner({ urgent }: { urgent: Urgent }) {
  switch (urgent.kind) {
    case 'lost':
      return (
        <Message
          tone="bad"
          title={texts.lost}
          actions={!urgent.isOurs && <ConnectButton>{texts.signInAgain}</ConnectButton>}
        >
          {urgent.message}
        </Message>
      );
    case 'pending':
      return (
        <Message tone="warn" title={texts.pending} actions={leadTo('/identity-providers', texts.decide)}>
          {texts.pendingText}
        </Message>
      );
    case 'removals': {
      const { people, orMore } = urgent.waiting;
      const actions = leadTo('/removals', texts.review(people, orMore));
      return (
        <Message tone="warn" title={texts.removals(people, orMore)} actions={actions}>
          {texts.removalsText}
        </Message>
      );
    }
    case 'emails': {
      const { people, orMore } = urgent.waiting;
      const actions = leadTo('/email-changes', texts.review(people, orMore));
      return (
        <Message tone="warn" title={texts.emails(people, orMore)} actions={actions}>
          {texts.emailsText}
        </Message>
      );
    }
    case 'expiry':
      return (
        <Message tone="warn" title={urgent.days < 0 ? texts.expired : texts.expiry(urgent.days)}>
          {texts.expiryText}
        </Message>
      );
    case 'rejected': {
      const actions = leadTo(`/sync-runs/${urgent.runId}?outcome=rejected`, texts.seeWhy);
      return (
        <Message tone="warn" title={texts.rejected(urgent.people)} actions={actions}>
          {texts.rejectedText}
        </Message>
      );
    }
  }
}

const leadTo = (path: string, words: string) => (
  <Button size="xs" component={Link} to={path}>
    {words}
  </Button>
);
