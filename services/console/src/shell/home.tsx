import { Text } from '@mantine/core';
import { Navigate } from 'react-router';
import { Page } from '../elements/page.js';
import { useMe } from '../session/use-me.js';
import { shell } from '../texts/shell.js';

const { notAllowed: texts } = shell;

/** Leads to the page a person most likely wants, or says why there is none. */
export function Home() {
  const { mayConfigure, role } = useMe();
  if (mayConfigure) return <Navigate replace to="/identity-providers" />;
  return (
    <Page title={texts.title}>
      <Text>{texts.text(shell.roles[role])}</Text>
    </Page>
  );
}
