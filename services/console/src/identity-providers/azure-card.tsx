import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { Configuration, Connection, ProviderState } from '../api/shapes.js';
import { DiscardSetUp } from '../configuration/discard-set-up.js';
import { formatRecent } from '../formats/format-date.js';
import { identityProviders as texts } from '../texts/identity-providers.js';
import { isUnfinished, nextStep, numberOf } from '../configuration/steps.js';
import { ConnectButton } from './connect-button.js';
import { ProviderCard } from './provider-card.js';

interface AzureCardProps {
  configuration: Configuration;
  connection: Connection | null;
  /** The provider that has the account's one place, where it is another. */
  other?: ProviderState['provider'];
}

export function AzureCard({ configuration, connection, other }: AzureCardProps) {
  const { state, lastRun } = configuration;
  if (other !== undefined) {
    const detail = texts.blocked(texts.names[other]);
    const configure = <Button disabled>{texts.configure}</Button>;
    return <ProviderCard provider="azure" tone="idle" state={texts.states.none} detail={detail} actions={configure} />;
  }
  if (isUnfinished(configuration)) return <UnfinishedCard configuration={configuration} />;
  if (state === 'none' || state === 'draft') {
    const configure = (
      <Button component={Link} to="/identity-providers/select">
        {texts.configure}
      </Button>
    );
    return <ProviderCard provider="azure" tone="idle" state={texts.states.none} actions={configure} />;
  }
  const tenant = connection ? ` · ${connection.tenantName}` : '';
  const open = (
    <Button component={Link} to="/directory-sync">
      {texts.open}
    </Button>
  );
  if (connection?.lost) {
    const signIn = <ConnectButton variant="default">{texts.signInAgain}</ConnectButton>;
    return (
      <ProviderCard
        provider="azure"
        tone="bad"
        state={texts.states.lost + tenant}
        detail={connection.lost.message}
        actions={
          <>
            {open}
            {signIn}
          </>
        }
      />
    );
  }
  return (
    <ProviderCard
      provider="azure"
      tone={state === 'active' ? 'good' : 'idle'}
      state={texts.states[state] + tenant}
      detail={lastRun ? texts.lastSync(formatRecent(lastRun.finishedAt)) : texts.neverSynced}
      actions={open}
    />
  );
}

/** Offers to go on where somebody stopped. */
function UnfinishedCard({ configuration }: { configuration: Configuration }) {
  const actions = (
    <>
      <Button component={Link} to="/configuration">
        {texts.continue}
      </Button>
      <DiscardSetUp />
    </>
  );
  const words = texts.states.unfinished(numberOf(nextStep(configuration)));
  return <ProviderCard provider="azure" tone="warn" state={words} actions={actions} />;
}
