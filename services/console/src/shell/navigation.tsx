import { NavLink, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { configurationQuery } from '../api/queries.js';
import type { Me } from '../api/shapes.js';
import { shell as texts } from '../texts/shell.js';

interface Entry {
  to: string;
  title: string;
  /** Addresses below other paths that belong to this entry. */
  also?: string[];
}

interface Section {
  title: string;
  entries: Entry[];
}

const { sections, pages } = texts;

const sectionsFor = ({ mayConfigure, maySeePeople }: Me): Section[] => [
  ...(maySeePeople
    ? [
        {
          title: sections.userManagement,
          entries: [
            { to: '/people', title: pages.people },
            { to: '/groups', title: pages.groups },
            ...(mayConfigure
              ? [
                  { to: '/user-fields', title: pages.userFields },
                  { to: '/why', title: pages.why },
                ]
              : []),
          ],
        },
      ]
    : []),
  ...(mayConfigure
    ? [
        {
          title: sections.userProvisioning,
          entries: [
            { to: '/identity-providers', title: pages.identityProviders },
            {
              to: '/directory-sync',
              title: pages.directorySync,
              also: ['/sync-runs', '/removals', '/email-changes'],
            },
          ],
        },
        { title: sections.records, entries: [{ to: '/audit', title: pages.audit }] },
      ]
    : []),
];

/** What this person may see, and where they are. */
export function Navigation({ me, onNavigate }: { me: Me; onNavigate: () => void }) {
  const { pathname } = useLocation();
  const isBelow = (path: string) => `${pathname}/`.startsWith(`${path}/`);
  const isInWizard = isBelow('/configuration');
  const { data: configuration } = useQuery({ ...configurationQuery, enabled: isInWizard });
  const wizardIsOf = configuration?.active ? '/directory-sync' : '/identity-providers';
  const isAt = ({ to, also = [] }: Entry) => [to, ...also].some(isBelow) || (isInWizard && to === wizardIsOf);
  return (
    <Stack gap="lg">
      {sectionsFor(me).map(({ title, entries }) => (
        <div key={title}>
          <Text size="xs" fw={600} c="dimmed" px="sm" pb={4} tt="uppercase">
            {title}
          </Text>
          {entries.map((entry) => (
            <NavLink
              key={entry.to}
              component={Link}
              to={entry.to}
              label={entry.title}
              active={isAt(entry)}
              aria-current={isAt(entry) ? 'page' : undefined}
              onClick={onNavigate}
            />
          ))}
        </div>
      ))}
    </Stack>
  );
}
