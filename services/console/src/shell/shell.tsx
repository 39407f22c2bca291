import { AppShell, Burger, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { MouseEvent } from 'react';
import { Link, Outlet } from 'react-router';
import { viewersZone } from '../formats/format-date.js';
import { useLive } from '../live/use-live.js';
import { useMe } from '../session/use-me.js';
import { shell as texts } from '../texts/shell.js';
import { Bell } from './bell.js';
import { Navigation } from './navigation.js';
import { ProfileMenu } from './profile-menu.js';
import classes from './shell.module.css';

/** Below this width the navigation folds into a menu. */
const FOLDED_BELOW = 900;

const CONTENT = 'content';

/** By hand, as another address would be taken for another page. */
function skip(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById(CONTENT)?.focus();
}

export function Shell() {
  const me = useMe();
  const [isOpen, { toggle, close }] = useDisclosure();
  useLive();
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 240, breakpoint: FOLDED_BELOW, collapsed: { mobile: !isOpen } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <a className={classes.skip} href={`#${CONTENT}`} onClick={skip}>
        {texts.skip}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              className={classes.burger}
              size="sm"
              aria-expanded={isOpen}
              aria-label={isOpen ? texts.closeMenu : texts.openMenu}
            />
            <Link to="/" className={classes.brand}>
              <img src="/icon.svg" alt="" width={26} height={26} />
              {texts.product}
            </Link>
            <span className={classes.area}>{texts.area}</span>
          </Group>
          <Group gap="xs" wrap="nowrap" miw={0}>
            <Bell />
            <ProfileMenu me={me} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={texts.navigation}>
        <Navigation me={me} onNavigate={close} />
        <Text size="xs" c="dimmed" px="sm" pb="xs" mt="auto">
          {texts.timeZone(viewersZone())}
        </Text>
      </AppShell.Navbar>
      <AppShell.Main id={CONTENT} tabIndex={-1} className={classes.main}>
        <div className={classes.content}>
          <Outlet />
        </div>
      </AppShell.Main>
    </AppShell>
  );
}
