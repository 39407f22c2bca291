import { Anchor, Button, Paper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { answer, api } from '../api/client.js';
import type { User } from '../api/shapes.js';
import { CopyText } from '../elements/copy-text.js';
import { Facts } from '../elements/facts.js';
import { Loaded } from '../elements/loaded.js';
import { Message } from '../elements/message.js';
import { Page } from '../elements/page.js';
import { formatRecent } from '../formats/format-date.js';
import { useMe } from '../session/use-me.js';
import { people, person as texts } from '../texts/people.js';
import { shell } from '../texts/shell.js';
import { Exclusion } from './exclusion.js';
import { InviteAgain } from './invite-again.js';
import { PersonFields } from './person-fields.js';
import { PersonGroups } from './person-groups.js';
import { PersonHistory } from './person-history.js';
import { UserStatus } from './user-status.js';

const trail = [{ title: shell.sections.userManagement }, { title: shell.pages.people, to: '/people' }];

export function Person() {
  const { userId = '' } = useParams();
  const { mayConfigure } = useMe();
  const user = useQuery({
    queryKey: ['person', userId],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/users/{userId}', { params: { path: { userId } }, signal })),
  });
  return (
    <Page
      title={user.data?.name ?? shell.pages.people}
      trail={trail}
      actions={mayConfigure && user.data && <Actions user={user.data} />}
    >
      <Loaded query={user}>
        {(found) => (
          <>
            {found.excluded === true && (
              <Message tone="warn" title={texts.excluded}>
                {texts.excludedText}
              </Message>
            )}
            {found.status === 'Invited' && <InviteAgain userId={userId} />}
            <Summary user={found} />
            <PersonFields fields={found.fields} />
            <PersonGroups userId={userId} />
            <PersonHistory userId={userId} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Actions({ user }: { user: User }) {
  return (
    <>
      {user.externalId !== undefined && (
        <Button variant="default" component={Link} to={`/why/${user.externalId}`}>
          {people.why}
        </Button>
      )}
      <Exclusion user={user} />
    </>
  );
}

function Summary({ user }: { user: User }) {
  const { userId, email, status, role, isOwner, provider, externalId, lastSignInAt } = user;
  const roles = isOwner ? `${shell.roles[role]} · ${texts.owner}` : shell.roles[role];
  return (
    <Paper withBorder p="lg">
      <Facts
        facts={[
          [texts.status, <UserStatus key="status" status={status} />],
          [
            texts.email,
            email === null ? (
              people.noEmail
            ) : (
              <Anchor key="email" href={`mailto:${email}`}>
                {email}
              </Anchor>
            ),
          ],
          [texts.role, roles],
          [texts.origin, people.origin(provider)],
          ...ifKnown(lastSignInAt, texts.lastSignIn, formatRecent),
          [texts.id, <CopyText key="id" text={userId} name={texts.id} />],
          ...ifKnown(externalId, texts.externalId, (id) => <CopyText text={id} name={texts.externalId} />),
        ]}
      />
    </Paper>
  );
}

/** Only who follows a directory has an id there, and not everybody's sign-ins are known. */
const ifKnown = (
  value: string | undefined,
  name: string,
  show: (value: string) => ReactNode,
): [name: string, value: ReactNode][] => (value === undefined ? [] : [[name, show(value)]]);
