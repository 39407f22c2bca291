import { Anchor, Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link, useLocation } from 'react-router';
import { shell } from '../texts/shell.js';
import classes from './elements.module.css';

interface PageProps {
  title: string;
  /** The pages above this one. The last has an address; a mere section of the navigation has none. */
  trail?: { title: string; to?: string }[];
  actions?: ReactNode;
  children: ReactNode;
}

/** Where the last page was. The one a visit begins with leaves the focus at the top, before the skip link. */
let lastPath: string | undefined;

/** A page with its heading: the browser's title, and where the focus goes on navigation. */
export function Page({ title, trail = [], actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    // Not where only a filter or a page of a list changed: who types goes on typing.
    if (lastPath !== undefined && lastPath !== pathname) heading.current?.focus();
    lastPath = pathname;
  }, [pathname]);

  return (
    <Stack gap="lg">
      <title>{`${title} · ${shell.product}`}</title>
      <Stack gap={4}>
        {trail.length > 0 && (
          <nav aria-label={shell.trail}>
            <Breadcrumbs separator="›" separatorMargin={6} styles={{ breadcrumb: { lineHeight: 1.5 } }}>
              {trail.map(({ title: above, to }) =>
                to === undefined ? (
                  <Text key={above} size="sm" c="dimmed">
                    {above}
                  </Text>
                ) : (
                  <Anchor key={above} size="sm" component={Link} to={to}>
                    {above}
                  </Anchor>
                ),
              )}
            </Breadcrumbs>
          </nav>
        )}
        <Group justify="space-between" align="center" gap="sm">
          <Title order={1} size="h2" ref={heading} tabIndex={-1} className={classes.heading} dir="auto">
            {title}
          </Title>
          {actions !== undefined && <Group gap="sm">{actions}</Group>}
        </Group>
      </Stack>
      {children}
    </Stack>
  );
}
