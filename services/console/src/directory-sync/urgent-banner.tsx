import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { connectionQuery } from '../api/queries.js';
import type { Run } from '../api/shapes.js';
import { emailChangesWaitingQuery, removalsWaitingQuery } from '../decisions/queries.js';
import { Message } from '../elements/message.js';
import { ConnectButton } from '../identity-providers/connect-button.js';
import { directorySync } from '../texts/directory-sync.js';
import { pickUrgent, type Urgent } from './pick-urgent.js';

const { urgent: texts } = directorySync;
const none = { people: 0, orMore: false };

/** The most urgent thing there is, if any; `isKnown` once everything that may be urgent has been asked for. */
export function useUrgent(lastSync: Run | undefined): { isKnown: boolean; urgent?: Urgent } {
  const asked = [
    useQuery(connectionQuery),
    useQuery(removalsWaitingQuery),
    useQuery(emailChangesWaitingQuery),
  ] as const;
  const [{ data: connection = null }, { data: removals = none }, { data: emailChanges = none }] = asked;
  // What fails is asked for again, and not waited for.
  const isKnown = asked.every(({ isPending, failureCount }) => !isPending || failureCount > 0);
  return { isKnown, urgent: pickUrgent({ connection, removals, emailChanges, lastSync }, new Date()) };
}

export function UrgentBanner({ urgent }: { urgent: Urgent }) {
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
