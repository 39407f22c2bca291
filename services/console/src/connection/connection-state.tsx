import { useQuery } from '@tanstack/react-query';
import { connectionQuery } from '../api/queries.js';
import type { Connection } from '../api/shapes.js';
import { Message } from '../elements/message.js';
import { formatDateTime, formatRecent } from '../formats/format-date.js';
import { ConnectButton } from '../identity-providers/connect-button.js';
import { connectionState as texts } from '../texts/connection.js';

const WARNED_MS = 30 * 86_400_000;

/** What is wrong with the connection to Azure AD, or soon will be; nothing where all is well. */
export function ConnectionState() {
  const { data: connection } = useQuery(connectionQuery);
  if (!connection) return null;
  const { lost, credentialExpiresAt } = connection;
  return (
    <>
      {lost && <Lost lost={lost} />}
      {credentialExpiresAt !== undefined && <Expiry expiresAt={credentialExpiresAt} />}
    </>
  );
}

function Lost({ lost: { code, message, since } }: { lost: NonNullable<Connection['lost']> }) {
  // Where the fault is in how Rollcall is run, no sign-in mends it.
  const actions = code !== 'server-setting' && <ConnectButton>{texts.signInAgain}</ConnectButton>;
  return (
    <Message tone="bad" title={texts.lost} actions={actions}>
      {texts.lostText(message, formatRecent(since))}
    </Message>
  );
}

function Expiry({ expiresAt }: { expiresAt: string }) {
  const left = millisecondsTo(expiresAt);
  if (left > WARNED_MS) return null;
  const when = formatDateTime(expiresAt);
  return (
    <Message tone="warn" title={left > 0 ? texts.expires(when) : texts.expired(when)}>
      {texts.expiryText}
    </Message>
  );
}

const millisecondsTo = (moment: string): number => Date.parse(moment) - Date.now();
